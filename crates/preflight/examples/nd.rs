use std::io::{BufRead, Write};
fn main() {
    let edition: mi_preflight::Edition = std::env::args().nth(1).unwrap().parse().unwrap();
    let p = mi_preflight::Preflight::new(edition).with_limits(mi_preflight::Limits::default().with_max_violations(100000.try_into().unwrap()));
    let out = std::io::stdout().lock();
    let mut out = std::io::BufWriter::new(out);
    for line in std::io::stdin().lock().split(b'\n') { writeln!(out, "{}", p.answer(&line.unwrap()).to_json()).unwrap(); }
}
