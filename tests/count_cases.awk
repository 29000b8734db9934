# Reads ctest's LastTest.log and prints "N passed, N failed[, N skipped]" in test cases, not in
# programs.
#
# A test tells its cases in one of two ways: by the last line of Catch2, or by a line of its own,
# "N passed, N failed[, N skipped]". A test that tells nothing is one case. A test that failed
# without a failed case (it crashed, or took too long) is one failed case more. In a Catch2 program
# a case that could not run prints a line "skipped: why" and is counted as skipped, not as passed.

function number_before(text, word) {
    return match(text, "[0-9]+ " word) ? substr(text, RSTART, RLENGTH) + 0 : 0
}

/^[0-9]+\/[0-9]+ Testing: / { told = catch2 = p = f = s = 0; inside = 0 }
/^Output:$/ { inside = 1; next }
/^<end of output>$/ { inside = 0 }
/^Unable to find executable: / { absent = 1 }

inside && /^All tests passed \(/ { told = catch2 = 1; p += number_before($0, "test case") }
inside && /^test cases: / {
    told = catch2 = 1
    p += number_before($0, "passed") + number_before($0, "failed as expected")
    sub(/[0-9]+ failed as expected/, "")
    f += number_before($0, "failed")
}
inside && /^ *skipped: / { s++ }
inside && /^[0-9]+ passed, [0-9]+ failed/ {
    told = 1; catch2 = 0
    p = number_before($0, "passed")
    f = number_before($0, "failed")
    s = number_before($0, "skipped")
}

/^Test (Passed|Failed)\.$/ {
    good = $2 == "Passed." && !absent
    if (catch2) p -= s
    if (!told && good) p++
    if (!good && f == 0) f = 1
    passed += p; failed += f; skipped += s; absent = 0
}

END {
    printf "%d passed, %d failed%s\n", passed, failed, skipped ? ", " skipped " skipped" : ""
    exit failed > 0
}
