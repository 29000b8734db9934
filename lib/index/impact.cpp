// SPDX-License-Identifier: Apache-2.0
#include "index/impact.hpp"

#include <algorithm>
#include <cmath>

namespace kb::index {
namespace {

constexpr double kDriftMax = 1.25;

}  // namespace

Lengths capped_lengths(const std::array<std::uint32_t, kFieldsMax>& lengths) {
    Lengths capped{};
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        capped[f] = static_cast<std::uint16_t>(std::min(lengths[f], kLengthMax));
    }
    return capped;
}

void LengthSums::add(const Lengths& lengths) {
    ++documents;
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        tokens[f] += lengths[f];
        filled[f] += lengths[f] > 0 ? 1 : 0;
    }
}

bool LengthSums::remove(const Lengths& lengths) {
    bool holds = documents > 0;
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        holds = holds && tokens[f] >= lengths[f] && (lengths[f] == 0 || filled[f] > 0);
    }
    if (!holds) {
        return false;
    }
    --documents;
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        tokens[f] -= lengths[f];
        filled[f] -= lengths[f] > 0 ? 1 : 0;
    }
    return true;
}

double LengthSums::mean(std::size_t field) const {
    return filled[field] == 0
               ? 0.0
               : static_cast<double>(tokens[field]) / static_cast<double>(filled[field]);
}

bool has_drifted(const Epoch& epoch, const LengthSums& sums) {
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        const double ratio = (sums.mean(f) + 1.0) / (epoch.mean[f] + 1.0);
        if (ratio > kDriftMax || ratio < 1.0 / kDriftMax) {
            return true;
        }
    }
    return false;
}

Epoch next_epoch(const Epoch& epoch, const LengthSums& sums) {
    Epoch next{.number = epoch.number + 1};
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        next.mean[f] = sums.mean(f);
    }
    return next;
}

ImpactFunction::ImpactFunction(const Schema& schema, const Epoch& epoch)
    : field_count_(schema.field_count), saturation_(schema.saturation) {
    for (std::size_t f = 0; f < field_count_; ++f) {
        const double b = epoch.mean[f] > 0.0 ? schema.fields[f].length_norm : 0.0;
        factors_[f] = {
            .boost = schema.fields[f].boost,
            .base = 1.0 - b,
            .per_token = b > 0.0 ? b / epoch.mean[f] : 0.0,
        };
    }
}

double ImpactFunction::exact(const Frequencies& frequencies, const Lengths& lengths) const {
    double ptf = 0.0;
    for (std::size_t f = 0; f < field_count_; ++f) {
        if (frequencies[f] != 0) {
            const Factor& factor = factors_[f];
            ptf += factor.boost * frequencies[f] / (factor.base + factor.per_token * lengths[f]);
        }
    }
    return ptf / (ptf + saturation_);
}

std::uint8_t ImpactFunction::operator()(const Frequencies& frequencies,
                                        const Lengths& lengths) const {
    const double code = std::round(255.0 * exact(frequencies, lengths));
    return static_cast<std::uint8_t>(std::clamp(code, 1.0, 255.0));
}

std::uint8_t impact_at_rank(const ImpactCounts& counts, std::uint32_t rank) {
    std::uint32_t seen = 0;
    for (std::size_t impact = counts.size() - 1; impact > 0; --impact) {
        seen += counts[impact];
        if (seen >= rank) {
            return static_cast<std::uint8_t>(impact);
        }
    }
    return 0;
}

}  // namespace kb::index
