// SPDX-License-Identifier: Apache-2.0
#pragma once

// The way out, as the engine sees it. What may be written is the engine's business: a writer writes
// every article it is given.
//
// JSONL is complete. CSV keeps every field but the sources of issue statements. Markdown keeps what
// CSV keeps; NUL becomes U+FFFD there. Reading either gives the same article again.

#include <kb/exchange.hpp>

#include <memory>

namespace kb::exchange {

// One thread at a time. A file takes its name at finish(): until then, and for ever where a writer
// goes without it, what stood there before stays.
class ArticleWriter {
public:
    ArticleWriter() = default;
    ArticleWriter(const ArticleWriter&) = delete;
    ArticleWriter& operator=(const ArticleWriter&) = delete;
    virtual ~ArticleWriter() = default;

    // Errors: kIo, naming the file.
    [[nodiscard]] virtual Result<void> write(const Article& article) = 0;
    [[nodiscard]] virtual Result<void> finish() = 0;
};

// Errors: kInvalidArgument (HTML, a folder for a file, a file or "-" for a folder), kIo.
[[nodiscard]] Result<std::unique_ptr<ArticleWriter>> make_writer(const ExportRequest& request);

}  // namespace kb::exchange
