// SPDX-License-Identifier: Apache-2.0

// `config list`: what is configured, and which place said so.

#include "common/document.hpp"
#include "kb_index/commands.hpp"

#include <memory>

namespace kb::tools {
namespace {

// The user name of the system is what `by` falls back to.
Setting setting_of(const SettingKey& key, const Context& context) {
    if (const auto found = context.settings.find(key.name)) {
        return *found;
    }
    const bool is_person = key.name == "by";
    return {.key = std::string(key.name),
            .value = is_person ? action_of({}, context).by : std::string{},
            .origin = is_person ? "user name" : "not set"};
}

ExitStatus list(bool show_origin, Context& context) {
    JsonWriter json;
    begin_document(json, "kb.config/1", context.console);
    json.key("settings");
    json.begin_array();
    std::vector<std::vector<std::string>> rows;
    for (const SettingKey& key : setting_keys()) {
        const Setting setting = setting_of(key, context);
        json.begin_object();
        json.member("key", setting.key);
        json.member("value", setting.value);
        json.member("origin", setting.origin);
        json.member("variable", key.variable);
        json.member("description", key.description);
        json.end_object();
        rows.push_back({setting.key, "=", setting.value});
        if (show_origin) {
            rows.back().insert(rows.back().begin(), setting.origin);
        }
    }
    json.end_array();
    if (context.console.json()) {
        end_document(json, context.console);
    } else {
        context.console.write(table_text(rows, 0));
    }
    return kDone;
}

}  // namespace

void add_config(Program& program) {
    CLI::App& family = program.add_family(
        {.name = "config",
         .purpose = "What is configured",
         .group = kCare,
         .text = {.details =
                      "First wins: a flag, a KB_* variable, kb.toml in the working folder or "
                      "the nearest above it, kb.toml under $XDG_CONFIG_HOME/kb, what is "
                      "built in.",
                  .examples = {{"config list --show-origin", "Every value and where it is from."}},
                  .exits = "0 done, 2 wrong use or a wrong kb.toml"}});
    const auto show_origin = std::make_shared<bool>(false);
    CLI::App& command = program.add_below(
        family,
        {.name = "list",
         .purpose = "List every setting",
         .group = "Commands",
         .text = {.details = "",
                  .examples = {{"config list --show-origin", "Every value and where it is from."}},
                  .exits = "0 done, 2 wrong use or a wrong kb.toml"}},
        [show_origin](Context& context) { return list(*show_origin, context); });
    command.add_flag("--show-origin", *show_origin, "Also say which place the value is from");
}

}  // namespace kb::tools
