// SPDX-License-Identifier: Apache-2.0
#pragma once

// A process whose standard output we read and which we kill. One thread at a time.

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

namespace kb::crash {

class ChildProcess {
public:
    explicit ChildProcess(std::vector<std::string> command) {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) {
            throw std::runtime_error("cannot make a pipe");
        }
        std::vector<char*> arguments;
        for (std::string& word : command) {
            arguments.push_back(word.data());
        }
        arguments.push_back(nullptr);
        process_ = ::fork();
        if (process_ == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            ::execv(arguments[0], arguments.data());
            ::_exit(127);
        }
        ::close(ends[1]);
        output_ = ends[0];
        if (process_ < 0) {
            throw std::runtime_error("cannot start a process");
        }
    }
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    ~ChildProcess() {
        kill();
        ::close(output_);
    }

    // Reads what comes within this time; false: the process has closed its output.
    bool read_for(std::chrono::microseconds time) {
        const auto until = std::chrono::steady_clock::now() + time;
        for (;;) {
            const auto left = std::chrono::duration_cast<std::chrono::microseconds>(
                until - std::chrono::steady_clock::now());
            if (left.count() <= 0) {
                return true;
            }
            const timespec wait{.tv_sec = left.count() / 1'000'000,
                                .tv_nsec = left.count() % 1'000'000 * 1000};
            pollfd ready{.fd = output_, .events = POLLIN, .revents = 0};
            if (::ppoll(&ready, 1, &wait, nullptr) > 0 && !read_some()) {
                return false;
            }
        }
    }

    // Reads until the first whole line is there; false: the process ended before.
    bool read_first_line() {
        while (told_.find('\n') == std::string::npos) {
            if (!read_some()) {
                return false;
            }
        }
        return true;
    }

    // Ends the process as a power switch would, and reads what it had said until then.
    void kill() {
        if (process_ <= 0) {
            return;
        }
        ::kill(process_, SIGKILL);
        while (read_some()) {
        }
        ::waitpid(process_, &status_, 0);
        process_ = 0;
    }

    // After kill(): whether it was the kill that ended it.
    [[nodiscard]] bool was_killed() const {
        return WIFSIGNALED(status_) && WTERMSIG(status_) == SIGKILL;
    }

    // The whole lines it said, each in its members.
    [[nodiscard]] std::vector<std::vector<std::string>> lines() const {
        std::vector<std::vector<std::string>> lines;
        std::vector<std::string> members(1);
        for (const char c : told_) {
            if (c == '\n') {
                lines.push_back(std::move(members));
                members = {""};
            } else if (c == '\t') {
                members.emplace_back();
            } else {
                members.back() += c;
            }
        }
        return lines;
    }

private:
    bool read_some() {
        char bytes[65536];
        const ssize_t got = ::read(output_, bytes, sizeof bytes);
        if (got <= 0) {
            return false;
        }
        told_.append(bytes, static_cast<std::size_t>(got));
        return true;
    }

    pid_t process_ = 0;
    int output_ = -1;
    int status_ = 0;
    std::string told_;
};

}  // namespace kb::crash
