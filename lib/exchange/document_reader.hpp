// SPDX-License-Identifier: Apache-2.0
#pragma once

// Markdown and HTML: one file is one article, a folder is many.

#include "exchange/folder.hpp"
#include "exchange/members.hpp"
#include "exchange/reader.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace kb::exchange {

// One document to an article. `name` is its path relative to the import folder, with its ending:
// the id of an article that names none is that path without the ending, and its title the last part
// of it. The reject has no file name yet.
[[nodiscard]] ArticleRecord read_document(std::string_view bytes, ExchangeFormat format,
                                          std::string_view name, const MemberNames& names,
                                          const ImportRequest& request);

[[nodiscard]] std::unique_ptr<ArticleReader> make_document_reader(FolderContent content,
                                                                  ImportRequest request);

}  // namespace kb::exchange
