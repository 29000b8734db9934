// SPDX-License-Identifier: Apache-2.0
//! Tantivy behind the command line of ../../protocol.hpp. The index is merged into one segment in
//! the order of the corpus, so that a document's number is its line; the field "id" is what an
//! update finds it by.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::error::Error;
use std::fs;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::sync::OnceLock;
use std::time::Instant;

use levenshtein_automata::{Distance, LevenshteinAutomatonBuilder, DFA, SINK_STATE};
use tantivy::collector::{Count, TopDocs};
use tantivy::indexer::NoMergePolicy;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{doc, Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, Term};
use tantivy_fst::Automaton;

const EXPANSIONS_MAX: usize = 50;
const EDITS_MAX: u8 = 2;
const BUFFER_BYTES: usize = 256 << 20;
const BULK_UPDATES: usize = 10_000;
const UPDATES_PER_COMMIT: usize = 1_000;

type Outcome<T> = Result<T, Box<dyn Error>>;

#[derive(Clone, Copy)]
struct Fields {
    text: Field,
    id: Field,
}

fn fields(schema: &Schema) -> tantivy::Result<Fields> {
    Ok(Fields {
        text: schema.get_field("text")?,
        id: schema.get_field("id")?,
    })
}

fn schema() -> Schema {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("whitespace")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    builder.add_text_field(
        "text",
        TextOptions::default().set_indexing_options(indexing),
    );
    builder.add_u64_field("id", NumericOptions::default().set_indexed().set_fast());
    builder.build()
}

struct Line {
    id: String,
    text: String,
}

struct Found {
    hits: Vec<(f32, u32)>,
    count: usize,
}

/// The words that are so many edits from one, for the term dictionary.
struct Near(DFA);

impl Automaton for Near {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, state: &u32) -> bool {
        matches!(self.0.distance(*state), Distance::Exact(_))
    }

    fn can_match(&self, state: &u32) -> bool {
        *state != SINK_STATE
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.0.transition(*state, byte)
    }
}

fn automaton(word: &str, edits: u8) -> DFA {
    static BUILDERS: OnceLock<Vec<LevenshteinAutomatonBuilder>> = OnceLock::new();
    let builders = BUILDERS.get_or_init(|| {
        (0..=EDITS_MAX)
            .map(|most| LevenshteinAutomatonBuilder::new(most, true))
            .collect()
    });
    builders[usize::from(edits.min(EDITS_MAX))].build_dfa(word)
}

fn any_of(subqueries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::union(subqueries))
}

fn term_query(field: Field, word: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, word);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// Any of the most frequent words that start so.
fn prefix_query(searcher: &Searcher, field: Field, start: &str) -> Outcome<Box<dyn Query>> {
    let mut best = BinaryHeap::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut terms = index.terms().range().ge(start).into_stream()?;
        while terms.advance() && terms.key().starts_with(start.as_bytes()) {
            best.push(Reverse((terms.value().doc_freq, terms.key().to_vec())));
            if best.len() > EXPANSIONS_MAX {
                best.pop();
            }
        }
    }
    let mut subqueries = Vec::new();
    for Reverse((_, word)) in best {
        subqueries.push(term_query(field, std::str::from_utf8(&word)?));
    }
    Ok(any_of(subqueries))
}

/// Any of the nearest words, the nearer the heavier. Tantivy's own query of this kind does not
/// score, so it would do less work than the other engines.
fn fuzzy_query(searcher: &Searcher, field: Field, text: &str) -> Outcome<Box<dyn Query>> {
    let (word, edits) = text.split_once('~').ok_or("a misspelt word without ~")?;
    let near = Near(automaton(word, edits.parse()?));
    let mut found: Vec<(f32, String)> = Vec::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut terms = index.terms().search(&near).into_stream()?;
        while terms.advance() {
            let term = std::str::from_utf8(terms.key())?;
            let distance = f32::from(near.0.eval(term).to_u8());
            let shorter = term.chars().count().min(word.chars().count()).max(1);
            found.push((1.0 - distance / shorter as f32, term.to_string()));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.truncate(EXPANSIONS_MAX);
    let weighted = found
        .iter()
        .filter(|(boost, _)| *boost > 0.0)
        .map(|(boost, term)| -> Box<dyn Query> {
            Box::new(BoostQuery::new(term_query(field, term), *boost))
        })
        .collect();
    Ok(any_of(weighted))
}

fn once_each<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut once: Vec<&str> = Vec::new();
    for word in words {
        if !once.contains(word) {
            once.push(word);
        }
    }
    once
}

fn parse(searcher: &Searcher, field: Field, kind: &str, text: &str) -> Outcome<Box<dyn Query>> {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let terms = || {
        once_each(&words)
            .into_iter()
            .map(|word| term_query(field, word))
    };
    Ok(match kind {
        "or" | "count" => any_of(terms().collect()),
        "and" => Box::new(BooleanQuery::from(
            terms()
                .map(|query| (Occur::Must, query))
                .collect::<Vec<_>>(),
        )),
        "phrase" if words.len() < 2 => term_query(field, words[0]),
        "phrase" => Box::new(PhraseQuery::new(
            words
                .iter()
                .map(|word| Term::from_field_text(field, word))
                .collect(),
        )),
        "prefix" => prefix_query(searcher, field, words[0].trim_end_matches('*'))?,
        "fuzzy" => fuzzy_query(searcher, field, words[0])?,
        _ => return Err(format!("no such type of query: {kind}").into()),
    })
}

fn search(searcher: &Searcher, field: Field, kind: &str, text: &str, k: usize) -> Outcome<Found> {
    let query = parse(searcher, field, kind, text)?;
    if kind == "count" {
        let count = searcher.search(&query, &Count)?;
        return Ok(Found {
            hits: Vec::new(),
            count,
        });
    }
    let best = searcher.search(&query, &TopDocs::with_limit(k).order_by_score())?;
    let hits: Vec<_> = best
        .into_iter()
        .map(|(score, address)| (score, address.doc_id))
        .collect();
    Ok(Found {
        count: hits.len(),
        hits,
    })
}

fn bytes_below(folder: &Path) -> io::Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        sum += entry?.metadata()?.len();
    }
    Ok(sum)
}

fn peak_bytes() -> io::Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    Ok(kib.unwrap_or(0) * 1024)
}

fn make_empty(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)
}

/// One segment, with the documents in the order in which they came.
fn merge_in_order(index: &Index, writer: &mut IndexWriter) -> Outcome<()> {
    let reader = index.reader()?;
    let mut segments = Vec::new();
    for segment in reader.searcher().segment_readers() {
        let first = segment.fast_fields().u64("id")?.first(0);
        segments.push((first, segment.segment_id()));
    }
    if segments.len() > 1 {
        segments.sort();
        let ids: Vec<_> = segments.into_iter().map(|(_, id)| id).collect();
        writer.merge(&ids).wait()?;
    }
    Ok(())
}

fn build(folder: &Path) -> Outcome<()> {
    make_empty(folder)?;
    let start = Instant::now();
    let index = Index::create_in_dir(folder, schema())?;
    let Fields { text, id } = fields(&index.schema())?;
    let mut writer: IndexWriter = index.writer_with_num_threads(1, BUFFER_BYTES)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let mut documents = 0u64;
    for line in io::stdin().lock().lines() {
        writer.add_document(doc!(text => line?, id => documents))?;
        documents += 1;
    }
    writer.commit()?;
    merge_in_order(&index, &mut writer)?;
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    println!(
        "{{\"seconds\":{:.3},\"documents\":{documents},\"index_bytes\":{},\"peak_bytes\":{}}}",
        start.elapsed().as_secs_f64(),
        bytes_below(folder)?,
        peak_bytes()?
    );
    Ok(())
}

fn read_queries(file: &str, kind: &str, limit: usize) -> Outcome<Vec<Line>> {
    let wanted = if kind == "count" { "or" } else { kind };
    let text = fs::read_to_string(file)?;
    let queries = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let fits = cells.len() >= 4 && cells[1] == wanted && !cells[3].trim().is_empty();
        fits.then(|| Line {
            id: cells[0].to_string(),
            text: cells[3].to_string(),
        })
    });
    Ok(queries.take(limit).collect())
}

fn print_results(queries: &[Line], found: &[Found], times: &mut [Vec<f64>]) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for ((query, found), times) in queries.iter().zip(found).zip(times) {
        times.sort_by(f64::total_cmp);
        let hits: Vec<String> = found
            .hits
            .iter()
            .map(|(score, line)| format!("{line}:{score:.4}"))
            .collect();
        writeln!(
            out,
            "{}\t{}\t{:.2}\t{:.2}\t{}\t{}",
            query.id,
            query.text,
            times[0],
            times[times.len() / 2],
            found.count,
            hits.join(",")
        )?;
    }
    out.flush()
}

fn open_reader(index: &Index) -> tantivy::Result<IndexReader> {
    index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()
}

/// Arguments: folder, file of queries, type, k, passes, limit.
fn query(arguments: &[String]) -> Outcome<()> {
    let kind = arguments[2].as_str();
    let k: usize = arguments[3].parse()?;
    let passes: usize = arguments[4].parse::<usize>()?.max(1);
    let queries = read_queries(&arguments[1], kind, arguments[5].parse()?)?;
    let index = Index::open_in_dir(&arguments[0])?;
    let text = fields(&index.schema())?.text;
    let searcher = open_reader(&index)?.searcher();
    let mut found = Vec::new();
    for query in &queries {
        found.push(search(&searcher, text, kind, &query.text, k)?); // warms up, too
    }
    let mut times = vec![Vec::new(); queries.len()];
    for _ in 0..passes {
        for (query, times) in queries.iter().zip(&mut times) {
            let start = Instant::now();
            search(&searcher, text, kind, &query.text, k)?;
            times.push(start.elapsed().as_secs_f64() * 1e6);
        }
    }
    Ok(print_results(&queries, &found, &mut times)?)
}

/// Evenly over the corpus, a line for each of so many updates.
fn spread(count: usize, lines: usize) -> Vec<usize> {
    let updates = count.min(lines);
    (0..updates).map(|i| i * lines / updates).collect()
}

fn count_word(searcher: &Searcher, field: Field, word: &str) -> Outcome<usize> {
    Ok(search(searcher, field, "count", word, 0)?.count)
}

fn measure_updates(index: &Index, corpus: &[String], count: usize) -> Outcome<()> {
    let Fields { text, id } = fields(&index.schema())?;
    let mut writer: IndexWriter = index.writer_with_num_threads(1, BUFFER_BYTES)?;
    let reader = open_reader(index)?;
    let replace = |writer: &mut IndexWriter, line: usize, now: String| -> tantivy::Result<()> {
        writer.delete_term(Term::from_field_u64(id, line as u64));
        writer.add_document(doc!(text => now, id => line as u64))?;
        Ok(())
    };
    let mut milliseconds = Vec::new();
    for line in spread(count, corpus.len()) {
        let word = format!("zzupdated{line}");
        let now = format!("{} {word}", corpus[line]);
        let start = Instant::now();
        replace(&mut writer, line, now)?;
        writer.commit()?;
        reader.reload()?;
        let seen = count_word(&reader.searcher(), text, &word)?;
        milliseconds.push(start.elapsed().as_secs_f64() * 1e3);
        if seen != 1 {
            return Err(format!("a replaced document is found {seen} times").into());
        }
    }
    let bulk = spread(BULK_UPDATES, corpus.len());
    let start = Instant::now();
    for (i, &line) in bulk.iter().enumerate() {
        replace(&mut writer, line, format!("{} zzbulk", corpus[line]))?;
        if (i + 1) % UPDATES_PER_COMMIT == 0 || i + 1 == bulk.len() {
            writer.commit()?;
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    reader.reload()?;
    if count_word(&reader.searcher(), text, "zzbulk")? != bulk.len() {
        return Err("not all replaced documents are found".into());
    }
    writer.wait_merging_threads()?;
    milliseconds.sort_by(f64::total_cmp);
    println!(
        "{{\"updates\":{},\"p50_ms\":{:.3},\"p99_ms\":{:.3},\"updates_per_second\":{:.1}}}",
        milliseconds.len(),
        milliseconds[milliseconds.len() / 2],
        milliseconds[milliseconds.len() * 99 / 100],
        bulk.len() as f64 / seconds
    );
    Ok(())
}

fn update(folder: &str, count: usize) -> Outcome<()> {
    let corpus: Vec<String> = io::stdin().lock().lines().collect::<Result<_, _>>()?;
    let copy = format!("{folder}.update");
    make_empty(Path::new(&copy))?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        fs::copy(entry.path(), Path::new(&copy).join(entry.file_name()))?;
    }
    measure_updates(&Index::open_in_dir(&copy)?, &corpus, count)?;
    Ok(fs::remove_dir_all(&copy)?)
}

fn run(arguments: &[String]) -> Outcome<()> {
    let verb = arguments.first().map(String::as_str);
    match (verb, arguments.len()) {
        (Some("version"), 1) => {
            // "tantivy v1.2.3, index_format v4"
            let words = tantivy::version_string().split([',', ' ']);
            let number = words.map(|word| word.trim_start_matches('v')).nth(1);
            println!("tantivy {}", number.unwrap_or("of an unknown version"));
            Ok(())
        }
        (Some("build"), 2) => build(Path::new(&arguments[1])),
        (Some("query"), 7) => query(&arguments[1..]),
        (Some("update"), 3) => update(&arguments[1], arguments[2].parse()?),
        _ => Err("usage: version | build DIR <CORPUS | \
                  query DIR QUERIES TYPE K PASSES LIMIT | update DIR N <CORPUS"
            .into()),
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Err(error) = run(&arguments) {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
