fn main() {
    let body = std::fs::read("crates/preflight/benches/create_managed_thing.json").unwrap();
    for _ in 0..1000 { std::hint::black_box(serde_json::from_slice::<serde::de::IgnoredAny>(std::hint::black_box(&body)).unwrap()); }
}
