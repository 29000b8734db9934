#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes a larger corpus after a real one: make_million.py CORPUS.tok SEED > LARGE.tok

A million documents with five times the words, unless told otherwise, the same for the same seed. A
document is as long as one of the real ones, stretched evenly, and put together from runs of their
words: most from one or two documents, so that it has a subject and repeats itself, the others from
anywhere. A few words are names that hardly any other document has, so that the vocabulary grows as
that of a real corpus does. What came of it is told on the standard error.
"""

import argparse
import random
import sys

RUN = (2, 8)        # words that follow one another in the real text
ON_SUBJECT = 0.5    # of the runs
TWO_SUBJECTS = 0.3  # of the documents
NEW_NAME = 0.03     # runs that are one new name
NAMES = 4_000_000   # to choose from; half of the draws are of the first few


def read(path):
    """The words of all documents in one list, and where each document begins."""
    words, starts = [], [0]
    with open(path, encoding="utf-8") as file:
        for line in file:
            words.extend(map(sys.intern, line.split()))
            starts.append(len(words))
    return words, starts


class Maker:
    def __init__(self, words, starts, seed):
        self.words = words
        self.starts = starts
        self.source = random.Random(seed)

    def below(self, limit):
        return int(self.source.random() * limit)

    def name(self):
        if self.source.random() < 0.5:
            return f"0x{0x80000000 + self.below(NAMES):x}"
        return f"kb{1_000_000 + min(NAMES, int((self.source.random() + 1e-9) ** -1.25))}"

    def document(self, stretch):
        starts = self.starts
        first = self.below(len(starts) - 1)
        size = self.below(len(starts) - 1)
        length = max(1, round((starts[size + 1] - starts[size]) * stretch))
        subjects = [first]
        if self.source.random() < TWO_SUBJECTS:
            subjects.append(self.below(len(starts) - 1))
        made = []
        while len(made) < length:
            kind = self.source.random()
            if kind < NEW_NAME:
                made.append(self.name())
                continue
            begin, end = 0, len(self.words)
            if kind < NEW_NAME + ON_SUBJECT:
                subject = subjects[self.below(len(subjects))]
                begin, end = starts[subject], starts[subject + 1]
            if begin < end:
                at = begin + self.below(end - begin)
                made += self.words[at:min(at + RUN[0] + self.below(RUN[1] - RUN[0] + 1), end)]
        return made[:length]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("corpus")
    parser.add_argument("seed", type=int)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--times", type=float, default=5.0,
                        help="so many times the words of the corpus")
    arguments = parser.parse_args()
    words, starts = read(arguments.corpus)
    documents = len(starts) - 1
    if not words or arguments.documents < 1:
        print(f"{arguments.corpus}: no words, or no documents asked for", file=sys.stderr)
        return 2
    maker = Maker(words, starts, arguments.seed)
    stretch = arguments.times * documents / arguments.documents
    made, postings = 0, 0
    for _ in range(arguments.documents):
        document = maker.document(stretch)
        made += len(document)
        postings += len(set(document))
        sys.stdout.write(" ".join(document) + "\n")
    real = sum(len(set(words[starts[i]:starts[i + 1]])) for i in range(documents))
    print(f"documents {documents} to {arguments.documents}, words {len(words)} to {made}, "
          f"different words of a document {real} to {postings}, {postings / real:.2f} times",
          file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
