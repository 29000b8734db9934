// SPDX-License-Identifier: Apache-2.0
// Lucene behind the command line of ../protocol.hpp. One thread indexes and merges, so that a
// document's number is its line in the corpus; the field "id" is what an update finds it by.

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.apache.lucene.util.Version;

public final class LucenePeer {
    private static final String TEXT = "text";
    private static final String ID = "id";
    private static final int EXPANSIONS_MAX = 50;
    private static final double WARM_SECONDS = 6;  // until the compiler has seen the searches
    private static final int BULK_UPDATES = 10_000;
    private static final int UPDATES_PER_COMMIT = 1_000;
    private static final double BUFFER_MB = 256;

    /** A query of the file: its id, and its words as they stand there. */
    private record Line(String id, String text) {}

    private record Found(ScoreDoc[] hits, long count) {}

    /** Words that blanks part. */
    private static final class BlankTokenizer extends Tokenizer {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private char[] text = new char[1 << 14];
        private int size;
        private int next;

        @Override
        public void reset() throws IOException {
            super.reset();
            size = 0;
            next = 0;
            for (int read; (read = input.read(text, size, text.length - size)) > 0; ) {
                size += read;
                if (size == text.length) {
                    text = Arrays.copyOf(text, size * 2);
                }
            }
        }

        @Override
        public boolean incrementToken() {
            clearAttributes();
            while (next < size && text[next] == ' ') {
                next++;
            }
            int begin = next;
            while (next < size && text[next] != ' ') {
                next++;
            }
            term.copyBuffer(text, begin, next - begin);
            return next > begin;
        }
    }

    private static IndexWriter writer(Path folder, IndexWriterConfig.OpenMode mode)
            throws IOException {
        Analyzer analyzer = new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                return new TokenStreamComponents(new BlankTokenizer());
            }
        };
        IndexWriterConfig config = new IndexWriterConfig(analyzer);
        config.setOpenMode(mode);
        config.setSimilarity(new BM25Similarity(1.2f, 0.75f));
        config.setRAMBufferSizeMB(BUFFER_MB);
        if (mode == IndexWriterConfig.OpenMode.CREATE) {
            config.setMergePolicy(new LogByteSizeMergePolicy());  // of neighbours: keeps the order
            config.setMergeScheduler(new SerialMergeScheduler());
        }
        return new IndexWriter(FSDirectory.open(folder), config);
    }

    private static Document document(long line, String text) {
        Document document = new Document();
        document.add(new TextField(TEXT, text, Field.Store.NO));
        document.add(new StringField(ID, Long.toString(line), Field.Store.NO));
        return document;
    }

    private static IndexSearcher searcher(IndexReader reader) {
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null);  // every pass is to search
        searcher.setSimilarity(new BM25Similarity(1.2f, 0.75f));
        return searcher;
    }

    private static Query words(Collection<String> words, Occur occur) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (String word : words) {
            all.add(new TermQuery(new Term(TEXT, word)), occur);
        }
        return all.build();
    }

    private record Expansion(String word, int documents) {}

    /** Any of the most frequent words that start so. */
    private static Query prefix(IndexReader reader, String start) throws IOException {
        var best = new PriorityQueue<Expansion>(Comparator.comparingInt(Expansion::documents));
        BytesRef bytes = new BytesRef(start);
        Terms terms = MultiTerms.getTerms(reader, TEXT);
        TermsEnum each = terms.iterator();
        boolean more = each.seekCeil(bytes) != TermsEnum.SeekStatus.END;
        while (more && StringHelper.startsWith(each.term(), bytes)) {
            best.add(new Expansion(each.term().utf8ToString(), each.docFreq()));
            if (best.size() > EXPANSIONS_MAX) {
                best.poll();
            }
            more = each.next() != null;
        }
        return words(best.stream().map(Expansion::word).toList(), Occur.SHOULD);
    }

    private static Query parse(IndexReader reader, String type, String text) throws IOException {
        String[] words = text.split(" +");
        switch (type) {
            case "phrase":
                return new PhraseQuery(TEXT, words);
            case "prefix":
                return prefix(reader, words[0].replaceFirst("\\*$", ""));
            case "fuzzy":
                String[] parts = words[0].split("~");
                Term term = new Term(TEXT, parts[0]);
                return new FuzzyQuery(term, Integer.parseInt(parts[1]), 0, EXPANSIONS_MAX, true);
            case "and":
                return words(new LinkedHashSet<>(Arrays.asList(words)), Occur.MUST);
            case "or":
            case "count":
                return words(new LinkedHashSet<>(Arrays.asList(words)), Occur.SHOULD);
            default:
                throw new IllegalArgumentException("no such type of query: " + type);
        }
    }

    private static Found search(IndexSearcher searcher, String type, String text, int k)
            throws IOException {
        Query query = parse(searcher.getIndexReader(), type, text);
        if (type.equals("count")) {
            return new Found(new ScoreDoc[0], searcher.count(query));
        }
        // Not to count beyond the hits lets Lucene skip what cannot be among them.
        var best = new TopScoreDocCollectorManager(k, null, 1);
        ScoreDoc[] hits = searcher.search(query, best).scoreDocs;
        return new Found(hits, hits.length);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static long peakBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        return 0;
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static long bytesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
        }
    }

    private static BufferedReader corpus() {
        Reader bytes = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        return new BufferedReader(bytes, 1 << 20);
    }

    private static void build(Path folder) throws IOException {
        remove(folder);
        long start = System.nanoTime();
        long documents = 0;
        try (IndexWriter writer = writer(folder, IndexWriterConfig.OpenMode.CREATE);
                BufferedReader corpus = corpus()) {
            for (String line; (line = corpus.readLine()) != null; documents++) {
                writer.addDocument(document(documents, line));
            }
            writer.forceMerge(1);
            writer.commit();
        }
        double seconds = secondsSince(start);
        System.out.printf(Locale.ROOT,
                "{\"seconds\":%.3f,\"documents\":%d,\"index_bytes\":%d,\"peak_bytes\":%d}%n",
                seconds, documents, bytesBelow(folder), peakBytes());
    }

    private static List<Line> readQueries(Path file, String type, int limit) throws IOException {
        String wanted = type.equals("count") ? "or" : type;
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.split("\t"))
                    .filter(cells -> cells.length >= 4 && cells[1].equals(wanted))
                    .limit(limit)
                    .map(cells -> new Line(cells[0], cells[3]))
                    .toList();
        }
    }

    private static void printResult(Line query, double[] times, Found found) {
        Arrays.sort(times);
        List<String> hits = new ArrayList<>();
        for (ScoreDoc hit : found.hits()) {
            hits.add(String.format(Locale.ROOT, "%d:%.4f", hit.doc, hit.score));
        }
        System.out.printf(Locale.ROOT, "%s\t%s\t%.2f\t%.2f\t%d\t%s%n", query.id(), query.text(),
                times[0], times[times.length / 2], found.count(), String.join(",", hits));
    }

    /** Arguments: folder, file of queries, type, k, passes, limit. */
    private static void query(String[] arguments) throws IOException {
        String type = arguments[2];
        int k = Integer.parseInt(arguments[3]);
        int passes = Math.max(1, Integer.parseInt(arguments[4]));
        int limit = Integer.parseInt(arguments[5]);
        List<Line> queries = readQueries(Path.of(arguments[1]), type, limit);
        try (IndexReader reader = DirectoryReader.open(FSDirectory.open(Path.of(arguments[0])))) {
            IndexSearcher searcher = searcher(reader);
            Found[] found = new Found[queries.size()];
            for (long start = System.nanoTime(); secondsSince(start) < WARM_SECONDS; ) {
                for (int i = 0; i < found.length; i++) {
                    found[i] = search(searcher, type, queries.get(i).text(), k);
                }
            }
            double[][] times = new double[found.length][passes];
            for (int pass = 0; pass < passes; pass++) {
                for (int i = 0; i < found.length; i++) {
                    long start = System.nanoTime();
                    found[i] = search(searcher, type, queries.get(i).text(), k);
                    times[i][pass] = secondsSince(start) * 1e6;
                }
            }
            for (int i = 0; i < found.length; i++) {
                printResult(queries.get(i), times[i], found[i]);
            }
        }
    }

    /** Evenly over the corpus, a line for each of so many updates. */
    private static int[] spread(int count, int lines) {
        int updates = Math.min(count, lines);
        int[] chosen = new int[updates];
        for (int i = 0; i < updates; i++) {
            chosen[i] = (int) ((long) i * lines / updates);
        }
        return chosen;
    }

    private static void replace(IndexWriter writer, int line, String text) throws IOException {
        writer.updateDocument(new Term(ID, Integer.toString(line)), document(line, text));
    }

    private static int find(DirectoryReader reader, String word) throws IOException {
        return searcher(reader).count(new TermQuery(new Term(TEXT, word)));
    }

    private static void measureUpdates(IndexWriter writer, List<String> corpus, int count)
            throws IOException {
        int[] single = spread(count, corpus.size());
        double[] milliseconds = new double[single.length];
        DirectoryReader reader = DirectoryReader.open(writer.getDirectory());
        for (int i = 0; i < single.length; i++) {
            String word = "zzupdated" + single[i];
            long start = System.nanoTime();
            replace(writer, single[i], corpus.get(single[i]) + " " + word);
            writer.commit();
            DirectoryReader newer = DirectoryReader.openIfChanged(reader);
            reader.close();
            reader = newer;
            int seen = find(reader, word);
            milliseconds[i] = secondsSince(start) * 1e3;
            if (seen != 1) {
                throw new IllegalStateException("a replaced document is found " + seen + " times");
            }
        }
        reader.close();
        int[] bulk = spread(BULK_UPDATES, corpus.size());
        long start = System.nanoTime();
        for (int i = 0; i < bulk.length; i++) {
            replace(writer, bulk[i], corpus.get(bulk[i]) + " zzbulk");
            if ((i + 1) % UPDATES_PER_COMMIT == 0 || i + 1 == bulk.length) {
                writer.commit();
            }
        }
        double seconds = secondsSince(start);
        try (DirectoryReader last = DirectoryReader.open(writer.getDirectory())) {
            if (find(last, "zzbulk") != bulk.length) {
                throw new IllegalStateException("not all replaced documents are found");
            }
        }
        Arrays.sort(milliseconds);
        System.out.printf(Locale.ROOT,
                "{\"updates\":%d,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"updates_per_second\":%.1f}%n",
                single.length, milliseconds[single.length / 2],
                milliseconds[single.length * 99 / 100], bulk.length / seconds);
    }

    private static void update(Path folder, int count) throws IOException {
        List<String> lines = corpus().lines().toList();
        Path copy = Path.of(folder + ".update");
        remove(copy);
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        try (IndexWriter writer = writer(copy, IndexWriterConfig.OpenMode.APPEND)) {
            measureUpdates(writer, lines, count);
        }
        remove(copy);
    }

    public static void main(String[] arguments) throws IOException {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "version" -> System.out.println("lucene " + Version.LATEST);
            case "build" -> build(Path.of(arguments[1]));
            case "query" -> query(Arrays.copyOfRange(arguments, 1, arguments.length));
            case "update" -> update(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
            default -> {
                System.err.println("usage: version | build DIR <CORPUS | "
                        + "query DIR QUERIES TYPE K PASSES LIMIT | update DIR N <CORPUS");
                System.exit(2);
            }
        }
    }
}
