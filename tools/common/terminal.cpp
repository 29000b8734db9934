// SPDX-License-Identifier: Apache-2.0

// POSIX calls of the tools, except file reading.

#include "common/terminal.hpp"

#include <poll.h>
#include <pwd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace kb::tools {
namespace {

// A signal handler can reach nothing but a global of this type.
volatile std::sig_atomic_t interrupt_mark = 0;

extern "C" void mark_interrupt(int /*signal*/) { interrupt_mark = 1; }

}  // namespace

bool is_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

std::size_t terminal_columns(int descriptor) {
    constexpr std::size_t kUsual = 80;
    constexpr std::size_t kNarrowest = 20;
    winsize size{};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col < kNarrowest) {
        return kUsual;
    }
    return size.ws_col;
}

bool reader_is_gone(int descriptor) {
    pollfd query{.fd = descriptor, .events = POLLOUT, .revents = 0};
    return ::poll(&query, 1, 0) == 1 && (query.revents & POLLERR) != 0;
}

int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return errno;
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

void ignore_closed_pipes() {
    struct sigaction action {};
    action.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &action, nullptr);
}

std::string_view user_name() {
    const passwd* const entry = ::getpwuid(::geteuid());
    return entry == nullptr || entry->pw_name == nullptr ? std::string_view{} : entry->pw_name;
}

InterruptWatch::InterruptWatch() {
    interrupt_mark = 0;
    struct sigaction action {};
    action.sa_handler = mark_interrupt;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(SIGINT, &action, nullptr);
}

InterruptWatch::~InterruptWatch() {
    struct sigaction action {};
    action.sa_handler = SIG_DFL;
    ::sigaction(SIGINT, &action, nullptr);
}

bool InterruptWatch::interrupted() noexcept { return interrupt_mark != 0; }

}  // namespace kb::tools
