// SPDX-License-Identifier: Apache-2.0
#include "exchange/input.hpp"

#include <kb/exchange.hpp>

#include <fmt/format.h>

namespace kb {

std::string_view to_string(ExchangeFormat format) noexcept {
    switch (format) {
    case ExchangeFormat::kMarkdown: return "markdown";
    case ExchangeFormat::kJsonl: return "jsonl";
    case ExchangeFormat::kCsv: return "csv";
    case ExchangeFormat::kHtml: return "html";
    }
    return "unknown";
}

Result<ExchangeFormat> parse_exchange_format(std::string_view text) {
    for (const ExchangeFormat format : {ExchangeFormat::kMarkdown, ExchangeFormat::kJsonl,
                                        ExchangeFormat::kCsv, ExchangeFormat::kHtml}) {
        if (text == to_string(format)) {
            return format;
        }
    }
    return Error{
        ErrorCode::kInvalidArgument,
        fmt::format("format: {} is none of markdown, jsonl, csv, html", exchange::quote(text))};
}

}  // namespace kb
