// SPDX-License-Identifier: Apache-2.0

// POSIX calls of the tools, except file reading.

#include "common/terminal.hpp"

#include <poll.h>
#include <pwd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>

namespace kb::tools {
namespace {

// A signal handler can reach nothing but globals that change in one step.
Cancellation interruption;
std::atomic<int> first_signal{0};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void take_interrupt(int signal) {
    int none = 0;
    first_signal.compare_exchange_strong(none, signal);
    interruption.request();
}

void handle_interrupts(void (*handler)(int), int flags) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

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
    interruption.reset();
    first_signal = 0;
    handle_interrupts(take_interrupt, static_cast<int>(SA_RESETHAND));
}

InterruptWatch::~InterruptWatch() { handle_interrupts(SIG_DFL, 0); }

bool InterruptWatch::terminated() noexcept { return first_signal == SIGTERM; }

const Cancellation& InterruptWatch::cancellation() noexcept { return interruption; }

}  // namespace kb::tools
