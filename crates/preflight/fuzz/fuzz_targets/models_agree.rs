//! A built-in edition, with its packed tables and pattern automata, and the same edition loaded at run time, with the
//! `regex` crate's patterns, say the same of the same text.
//!
//! The first byte picks edition and operation. If the second one is even, the rest is the text; if it is odd, the rest
//! are decisions on the way along the operation's shapes.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use mi_preflight::{Edition, LoadedModel, Preflight};
use mi_preflight_fuzz::{Decisions, input_text};

static LOADED: LazyLock<[Preflight; 2]> = LazyLock::new(|| {
    [&include_bytes!("../../model/2025-05-22.json")[..], include_bytes!("../../model/2026-11.json")]
        .map(|text| LoadedModel::parse(text).expect("the edition's model loads"))
        .map(|model| Preflight::builder().model(model).build().expect("the settings agree"))
});

fuzz_target!(|data: &[u8]| {
    let mut decisions = Decisions::new(data);
    let count = |edition: Edition| edition.model().operations().len();
    let [older, newer] = Edition::ALL;
    let pick = usize::from(decisions.byte()) % (count(older) + count(newer));
    let (index, operation) = if pick < count(older) { (0, pick) } else { (1, pick - count(older)) };
    let built_in = Preflight::builder().edition(Edition::ALL[index]).without_rules().build().unwrap();
    let loaded = &LOADED[index];
    let model = mi_preflight::__private::tables(&built_in.model());
    let operation = &model.operations[operation];
    let name = model.str(operation.name);
    let text = match decisions.byte() % 2 {
        0 => decisions.rest().to_vec(),
        _ => input_text(&model, operation, &mut decisions).into_bytes(),
    };

    let ours = built_in.check(name, &text).expect("the operation is there");
    let theirs = loaded.check(name, &text).expect("the operation is there");
    assert_eq!(ours.to_json(), theirs.to_json(), "{name}: {}", String::from_utf8_lossy(&text));
    assert_eq!(built_in.is_valid(name, &text), Ok(ours.is_valid()), "{name}: {}", String::from_utf8_lossy(&text));
    assert_eq!(loaded.is_valid(name, &text), Ok(ours.is_valid()), "{name}: {}", String::from_utf8_lossy(&text));
    assert_eq!(built_in.sensitive_spans(name, &text), loaded.sensitive_spans(name, &text));
    let ours = built_in.check_output(name, &text).expect("the operation is there");
    let theirs = loaded.check_output(name, &text).expect("the operation is there");
    assert_eq!(ours.to_json(), theirs.to_json(), "{name}'s output: {}", String::from_utf8_lossy(&text));
});
