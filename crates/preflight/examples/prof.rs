fn main() {
    let body = std::fs::read(std::env::args().nth(1).unwrap_or("crates/preflight/benches/create_managed_thing.json".into())).unwrap();
    let p = mi_preflight::Preflight::new(Default::default());
    for _ in 0..300000 { std::hint::black_box(p.is_valid("CreateManagedThing", std::hint::black_box(&body)).unwrap()); }
}
