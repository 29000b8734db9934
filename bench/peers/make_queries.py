#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws fresh queries from a corpus: make_queries.py CORPUS.tok SEED > QUERIES.tsv

The words of a query come from one document, and by how many documents they are in: a tenth of the
words in 0.003 % of them or fewer, half in 0.5 % or fewer, a tenth in 7.5 % or more. Columns: id,
type, class, words. What came of it is told on the standard error.
"""

import argparse
import bisect
import collections
import math
import random
import sys

COUNTS = {"or": 1000, "and": 1000, "phrase": 500, "prefix": 300, "fuzzy": 300}
LENGTHS = {1: 15, 2: 28, 3: 29, 4: 17, 5: 11}  # words of a query: per cent
# The share of documents that a word is in, where so much of the draw lies below.
QUANTILES = ((0.0, 1e-5), (0.1, 3e-5), (0.5, 5e-3), (0.9, 7.5e-2), (1.0, 0.3))
POOL = 20_000      # documents that queries are drawn from
TRIES = 12         # documents looked at for the words of one query
COMMON = 0.1       # a phrase has a word that fewer documents than this have
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Corpus:
    def __init__(self, path, source):
        self.frequency = collections.Counter()
        self.documents = []  # a fair sample
        self.size = 0
        with open(path, encoding="utf-8") as file:
            for line in file:
                words = line.split()
                self.frequency.update(set(words))
                self.size += 1
                if len(self.documents) < POOL:
                    self.documents.append(words)
                elif (place := source.randrange(self.size)) < POOL:
                    self.documents[place] = words

    def share(self, word):
        return self.frequency[word] / self.size


def draw_share(source):
    """A share of documents, by QUANTILES; evenly in its logarithm between two of them."""
    x = source.random()
    above = bisect.bisect_right([part for part, _ in QUANTILES], x)
    (x0, low), (x1, high) = QUANTILES[above - 1], QUANTILES[above]
    return math.exp(math.log(low) + (x - x0) / (x1 - x0) * math.log(high / low))


def nearest(corpus, document, shares):
    """For each share a word of the document that comes near to it, and how far off all are."""
    ranked = sorted((corpus.share(word), word) for word in set(document) if 2 <= len(word) <= 30)
    words, error = [], 0.0
    for share in shares:
        if not ranked:
            return [], math.inf
        at = bisect.bisect_left(ranked, (share, ""))
        beside = [i for i in (at - 1, at) if 0 <= i < len(ranked)]
        off, best = min((abs(math.log(ranked[i][0] / share)), i) for i in beside)
        words.append(ranked.pop(best)[1])
        error += off
    return words, error


def draw_words(corpus, source, count):
    shares = [draw_share(source) for _ in range(count)]
    tries = [nearest(corpus, source.choice(corpus.documents), shares) for _ in range(TRIES)]
    words, _ = min(tries, key=lambda pair: pair[1])
    source.shuffle(words)
    return words


def draw_length(source):
    return source.choices(list(LENGTHS), list(LENGTHS.values()))[0]


def any_words(corpus, source):
    return " ".join(draw_words(corpus, source, draw_length(source)))


def all_words(corpus, source):
    return " ".join(draw_words(corpus, source, max(2, draw_length(source))))


def phrase(corpus, source):
    document = source.choice(corpus.documents)
    length = source.choice((2, 2, 2, 3, 3, 4))
    if len(document) < length:
        return ""
    begin = source.randrange(len(document) - length + 1)
    words = document[begin:begin + length]
    telling = any(corpus.share(word) < COMMON for word in words)
    return " ".join(words) if telling and len(set(words)) == length else ""


def prefix(corpus, source):
    word = any_word(corpus, source)
    length = source.choice((2, 3, 3, 4, 4, 5))
    return word[:length] + "*" if len(word) > length else ""


def any_word(corpus, source):
    return "".join(draw_words(corpus, source, 1))


def misspell(word, source):
    """One slip of the fingers; the first letter stays."""
    at = source.randrange(1, len(word))
    slip = source.choice(("swap", "leave out", "put in", "mistake"))
    if slip == "swap":
        at = max(at, 2)
        return word[:at - 1] + word[at] + word[at - 1] + word[at + 1:]
    letter = "" if slip == "leave out" else source.choice(LETTERS)
    return word[:at] + letter + word[at + (slip != "put in"):]


def misspelt(corpus, source):
    word = any_word(corpus, source)
    if len(word) < 5 or not word.isascii() or not word.isalpha():
        return ""
    wrong = word
    for _ in range(source.choice((1, 1, 2))):
        wrong = misspell(wrong, source)
    return f"{wrong}~{1 if len(wrong) < 6 else 2}" if len(wrong) >= 4 and wrong != word else ""


DRAW = {"or": any_words, "and": all_words, "phrase": phrase, "prefix": prefix, "fuzzy": misspelt}


def draw(corpus, source, kind, count):
    """So many different queries, or fewer where the corpus does not give them."""
    queries = {}
    for _ in range(count * 20):
        if len(queries) == count:
            break
        text = DRAW[kind](corpus, source)
        if text:
            queries[text] = None
    return list(queries)


def describe(corpus, kind, queries):
    shares = sorted(corpus.share(word) for text in queries for word in text.split())
    if not shares or kind in ("prefix", "fuzzy"):
        return f"{kind}: {len(queries)} queries"
    at = [f"{100 * shares[int(part * (len(shares) - 1))]:.4g} %" for part in (0.1, 0.5, 0.9)]
    return f"{kind}: {len(queries)} queries; a word is in p10 {at[0]}, p50 {at[1]}, p90 {at[2]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("corpus")
    parser.add_argument("seed", type=int)
    arguments = parser.parse_args()
    source = random.Random(arguments.seed)
    corpus = Corpus(arguments.corpus, source)
    if not corpus.documents:
        print(f"{arguments.corpus}: no documents", file=sys.stderr)
        return 2
    for kind, count in COUNTS.items():
        queries = draw(corpus, source, kind, count)
        for number, text in enumerate(queries, 1):
            print(f"{kind}{number}", kind, "drawn", text, sep="\t")
        print(describe(corpus, kind, queries), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
