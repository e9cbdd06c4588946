use std::time::Instant;
fn main() {
    let body = std::fs::read(std::env::args().nth(1).unwrap_or("crates/preflight/benches/create_managed_thing.json".into())).unwrap();
    let p = mi_preflight::Preflight::new(Default::default());
    let r = p.check("CreateManagedThing", &body).unwrap();
    println!("{} {}", body.len(), r.to_json());
    let mut ratios = vec![];
    for _ in 0..60 {
        let t = Instant::now();
        for _ in 0..500 { std::hint::black_box(p.is_valid("CreateManagedThing", std::hint::black_box(&body)).unwrap()); }
        let a = t.elapsed();
        let t = Instant::now();
        for _ in 0..500 { std::hint::black_box(serde_json::from_slice::<serde::de::IgnoredAny>(std::hint::black_box(&body)).unwrap()); }
        let b = t.elapsed();
        ratios.push((a.as_nanos() as f64 / b.as_nanos() as f64, a.as_nanos()/500, b.as_nanos()/500));
    }
    ratios.sort_by(|a,b| a.0.partial_cmp(&b.0).unwrap());
    println!("{:?} median {:?}", ratios[0], ratios[30]);
}
