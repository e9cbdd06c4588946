fn main() {
    let body = std::fs::read("crates/preflight/benches/create_managed_thing.json").unwrap();
    let p = mi_preflight::Preflight::new(Default::default());
    for _ in 0..300000 { std::hint::black_box(p.is_valid("CreateManagedThing", std::hint::black_box(&body)).unwrap()); }
}
