// SPDX-License-Identifier: Apache-2.0
#include "metrics/identity.hpp"

#include <utility>

namespace kb::metrics {

std::uint32_t NameIndex::add(std::string_view name) {
    const auto number = static_cast<std::uint32_t>(names_.size());
    const auto [at, is_new] = numbers_.try_emplace(std::string(name), number);
    if (is_new) {
        names_.push_back(&at->first);
    }
    return at->second;
}

std::uint32_t Identities::add_name(char kind, std::string_view text) {
    // The first byte keeps a login and a browser of the same spelling apart.
    const std::uint32_t number = names_.add(kind + std::string(text));
    if (number == parent_.size()) {
        parent_.push_back(number);
        has_login_.push_back(kind == 'u');
    }
    return number;
}

std::optional<std::uint32_t> Identities::add(const Event& event) {
    if (!event.actor.user_id.empty()) {
        return add_name('u', event.actor.user_id);
    }
    if (!event.actor.anon_id.empty()) {
        return add_name('a', event.actor.anon_id);
    }
    if (!event.session_id.empty()) {
        return add_name('s', event.session_id);
    }
    return std::nullopt;
}

void Identities::join(const Event& event) {
    if (event.actor.user_id.empty() || event.actor.anon_id.empty()) {
        return;
    }
    std::uint32_t low = find(add_name('u', event.actor.user_id));
    std::uint32_t high = find(add_name('a', event.actor.anon_id));
    if (low > high) {
        std::swap(low, high);
    }
    parent_[high] = low;  // the older name leads, so the order of the joins does not matter
    has_login_[low] = has_login_[low] || has_login_[high];
}

std::uint32_t Identities::find(std::uint32_t name) {
    while (parent_[name] != name) {
        parent_[name] = parent_[parent_[name]];  // halves the path for the next time
        name = parent_[name];
    }
    return name;
}

std::uint32_t Identities::person(std::uint32_t name) const {
    while (parent_[name] != name) {
        name = parent_[name];
    }
    return name;
}

}  // namespace kb::metrics
