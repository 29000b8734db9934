// SPDX-License-Identifier: Apache-2.0
#pragma once

// One person behind several names. A name is a login, else a browser or device, else a session;
// identify events join a browser and a login (union-find). Names are joined only where an event
// says so, and resolved when the whole period has been read: a login on Tuesday also explains what
// the same browser did on Monday.

#include <kb/event.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kb::metrics {

// Texts to small numbers, in the order of their first use. One thread at a time.
class NameIndex {
public:
    std::uint32_t add(std::string_view name);
    [[nodiscard]] const std::string& name(std::uint32_t number) const { return *names_[number]; }
    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }

private:
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<const std::string*> names_;  // keys of the map, which do not move
};

// One thread at a time.
class Identities {
public:
    // The number of the event's best name; none where it has neither login, browser nor session.
    std::optional<std::uint32_t> add(const Event& event);

    // Takes what an identify event says; without both names it says nothing.
    void join(const Event& event);

    // The same for all names of one person.
    [[nodiscard]] std::uint32_t person(std::uint32_t name) const;

    // Whether one of the person's names is a login.
    [[nodiscard]] bool is_known(std::uint32_t name) const { return has_login_[person(name)]; }

private:
    std::uint32_t add_name(char kind, std::string_view text);
    std::uint32_t find(std::uint32_t name);

    NameIndex names_;
    std::vector<std::uint32_t> parent_;
    std::vector<bool> has_login_;  // right at the roots
};

}  // namespace kb::metrics
