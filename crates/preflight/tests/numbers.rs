//! Numbers: all spellings of a value are equal, and bounds are compared exactly.
#![cfg(feature = "smithy")]

use mi_preflight::{LoadedModel, Preflight};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

/// Returns a model with one operation, `Put`, whose input has one member, `n`, of this shape.
fn load(shape: &Value) -> Result<Preflight, String> {
    let model = json!({"smithy": "2.0", "shapes": {
        "a#Put": {"type": "operation", "input": {"target": "a#Input"},
                  "traits": {"smithy.api#http": {"method": "POST", "uri": "/put"}}},
        "a#Input": {"type": "structure", "members": {"n": {"target": "a#Number"}}},
        "a#Number": shape}});
    let loaded = LoadedModel::parse(model.to_string().as_bytes()).map_err(|error| error.to_string())?;
    Ok(Preflight::builder().model(loaded).build().unwrap())
}

fn preflight(shape: &Value) -> Preflight {
    load(shape).expect("the model loads")
}

/// Returns the rules that the value violates.
fn violated_rules(preflight: &Preflight, value: &str) -> Vec<&'static str> {
    let input = format!("{{\"n\":{value}}}");
    let report = preflight.check("Put", input.as_bytes()).expect("the operation is there");
    let shown: String = value.chars().take(80).collect();
    assert_eq!(preflight.is_valid("Put", input.as_bytes()), Ok(report.is_valid()), "{shown}");
    assert!(report.violations().iter().all(|found| found.path.to_string() == "/n"), "{shown}");
    report.violations().iter().map(|found| found.rule.id()).collect()
}

#[track_caller]
fn expect(preflight: &Preflight, value: &str, rules: &[&str]) {
    let shown: String = value.chars().take(80).collect();
    assert_eq!(violated_rules(preflight, value), rules, "{shown}");
}

fn runner() -> TestRunner {
    let config = Config { cases: 2000, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    )
}

/// Spellings of an integer.
fn spellings(value: i128) -> Vec<String> {
    let sign = if value < 0 { "-" } else { "" };
    let digits = value.unsigned_abs().to_string();
    if value == 0 {
        // JSON allows no leading zeros.
        return ["0", "-0", "0.0", "0e0", "-0.000E+5", "0e-7"].map(str::to_owned).to_vec();
    }
    let mut all = vec![
        format!("{sign}{digits}"),
        format!("{sign}{digits}.0"),
        format!("{sign}{digits}.000"),
        format!("{sign}{digits}e0"),
        format!("{sign}{digits}E+0"),
        format!("{sign}{digits}e-0"),
        format!("{sign}{digits}0e-1"),
        format!("{sign}{digits}00E-2"),
        format!("{sign}{digits}.00e0000000000000000000000000000"),
        format!("{sign}0.{digits}e{}", digits.len()),
        format!("{sign}0.000{digits}e+{}", digits.len() + 3),
        format!("{sign}{}.{}0e{}", &digits[..1], &digits[1..], digits.len() - 1),
        format!("{sign}{digits}{}e-1000", "0".repeat(1000)),
    ];
    let trimmed = digits.trim_end_matches('0');
    if !trimmed.is_empty() {
        all.push(format!("{sign}{trimmed}e{}", digits.len() - trimmed.len()));
        all.push(format!("{sign}{trimmed}E+{}", digits.len() - trimmed.len()));
    }
    all
}

#[test]
fn integers_are_checked_at_the_bounds_of_their_width() {
    let widths: [(&str, i128, i128); 4] = [
        ("byte", i8::MIN.into(), i8::MAX.into()),
        ("short", i16::MIN.into(), i16::MAX.into()),
        ("integer", i32::MIN.into(), i32::MAX.into()),
        ("long", i64::MIN.into(), i64::MAX.into()),
    ];
    for (name, min, max) in widths {
        let preflight = preflight(&json!({"type": name}));
        for value in [min - 1, min, min + 1, -100, -1, 0, 1, 10, 100, max - 1, max, max + 1, max * 10, min * 10] {
            let rules: &[&str] = if (min..=max).contains(&value) { &[] } else { &["type"] };
            for spelling in spellings(value) {
                expect(&preflight, &spelling, rules);
            }
        }
    }
    let big = preflight(&json!({"type": "bigInteger"}));
    for value in [i128::MIN + 1, i128::from(i64::MIN) - 1, 0, 1, i128::from(i64::MAX) + 1, i128::MAX] {
        for spelling in spellings(value) {
            expect(&big, &spelling, &[]);
        }
    }
}

#[test]
fn random_whole_numbers_are_judged_as_128_bits_would_do() {
    let shapes = [("byte", 8), ("short", 16), ("integer", 32), ("long", 64)];
    let shapes = shapes.map(|(name, bits)| (preflight(&json!({"type": name})), bits));
    let values = (any::<i128>(), 60_u32..128, any::<prop::sample::Index>());
    let result = runner().run(&values, |(random, shift, index)| {
        let value = random >> shift;
        let all = spellings(value);
        let spelling = &all[index.index(all.len())];
        for (preflight, bits) in &shapes {
            let fits = (-(1_i128 << (bits - 1))..1_i128 << (bits - 1)).contains(&value);
            prop_assert_eq!(violated_rules(preflight, spelling).is_empty(), fits, "{} in {} bits", spelling, bits);
        }
        Ok(())
    });
    result.expect("every number is judged");
}

#[test]
fn all_spellings_of_zero_are_equal() {
    for name in ["byte", "short", "integer", "long", "bigInteger", "float", "double", "bigDecimal"] {
        let plain = preflight(&json!({"type": name}));
        let ranged = preflight(&json!({"type": name, "traits": {"smithy.api#range": {"min": 0, "max": 0}}}));
        let zeros = [
            "0",
            "-0",
            "0.0",
            "-0.0",
            "0e0",
            "-0E-0",
            "0e999999999999",
            "0e-999999999999",
            "0.000e+7",
            "0e99999999999999999999999999",
            "-0.0e-99999999999999999999999999",
        ];
        for zero in zeros {
            expect(&plain, zero, &[]);
            expect(&ranged, zero, &[]);
        }
        for one in ["1", "-1", "1e0", "10e-1"] {
            expect(&ranged, one, &["range"]);
        }
    }
}

#[test]
fn exponents_may_have_any_size() {
    let byte = preflight(&json!({"type": "byte"}));
    let long = preflight(&json!({"type": "long"}));
    let big = preflight(&json!({"type": "bigInteger"}));
    let double = preflight(&json!({"type": "double"}));
    let decimal = preflight(&json!({"type": "bigDecimal"}));
    for exponent in ["400", "999999999999", "9223372036854775807", "9223372036854775808", "99999999999999999999999999"]
    {
        for large in [format!("1e{exponent}"), format!("-1E+{exponent}"), format!("0.001e{exponent}")] {
            expect(&byte, &large, &["type"]);
            expect(&long, &large, &["type"]);
            expect(&double, &large, &["type"]);
            expect(&big, &large, &[]);
            expect(&decimal, &large, &[]);
        }
        for small in [format!("1e-{exponent}"), format!("-1E-{exponent}")] {
            expect(&byte, &small, &["type"]);
            expect(&big, &small, &["type"]);
            expect(&double, &small, &[]);
            expect(&decimal, &small, &[]);
        }
    }
    let zeros = "0".repeat(100_000);
    expect(&byte, &format!("1{zeros}e-100000"), &[]);
    expect(&byte, &format!("0.{zeros}1e100001"), &[]);
    expect(&byte, &format!("1.{zeros}"), &[]);
    expect(&byte, &format!("1.{zeros}1"), &["type"]);
    expect(&byte, &format!("1{zeros}"), &["type"]);
    expect(&double, &format!("1{zeros}e-100000"), &[]);
    expect(&double, &format!("0.{zeros}1e100001"), &[]);
    expect(&double, &format!("0.{zeros}1e100400"), &["type"]);
}

#[test]
fn fractions_are_not_integers() {
    for name in ["byte", "short", "integer", "long", "bigInteger"] {
        let preflight = preflight(&json!({"type": name, "traits": {"smithy.api#range": {"min": 5}}}));
        // A value of the wrong type is not compared with the range.
        for fraction in ["0.5", "1.5", "-1.5", "1e-1", "15e-1", "1.05e1", "0.1e0", "9007199254740993.5"] {
            expect(&preflight, fraction, &["type"]);
        }
    }
}

#[test]
fn other_types_are_not_numbers() {
    for name in ["byte", "short", "integer", "long", "bigInteger", "bigDecimal"] {
        let preflight = preflight(&json!({"type": name}));
        for other in ["\"1\"", "true", "[]", "{}", "[1]", "\"NaN\"", "\"Infinity\"", "\"-Infinity\""] {
            expect(&preflight, other, &["type"]);
        }
    }
    for name in ["float", "double"] {
        let preflight = preflight(&json!({"type": name}));
        for special in ["\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "\"\\u004eaN\""] {
            expect(&preflight, special, &[]);
        }
        for other in ["\"1\"", "\"nan\"", "\"+Infinity\"", "\"Inf\"", "\"\"", "true", "[]"] {
            expect(&preflight, other, &["type"]);
        }
    }
}

#[test]
fn invalid_json_numbers_are_syntax_errors() {
    let preflight = preflight(&json!({"type": "double"}));
    for value in ["+1", "01", "-01", ".5", "1.", "1.e1", "1e", "1e+", "-", "0x1", "1_0", "NaN", "Infinity", "--1"] {
        let input = format!("{{\"n\":{value}}}");
        let report = preflight.check("Put", input.as_bytes()).expect("the operation is there");
        let rules: Vec<&str> = report.violations().iter().map(|found| found.rule.id()).collect();
        assert_eq!(rules, ["json-syntax"], "{value}");
        assert_eq!(preflight.is_valid("Put", input.as_bytes()), Ok(false));
    }
}

#[test]
fn doubles_overflow_where_rounding_gives_infinity() {
    let double = preflight(&json!({"type": "double"}));
    let float = preflight(&json!({"type": "float"}));
    let table = [
        ("1.7976931348623157e308", true),
        ("1.7976931348623158e308", true),
        ("1.7976931348623159e308", false),
        ("-1.7976931348623157e308", true),
        ("-1.7976931348623159e308", false),
        ("17976931348623157e292", true),
        ("0.00017976931348623159e312", false),
        ("1.797693134862315807e308", true),
        ("1.797693134862315808e308", false),
        ("1e308", true),
        ("1e309", false),
        ("1e400", false),
        ("-1e400", false),
        ("4.9e-324", true),
        ("1e-400", true),
    ];
    for (text, fits) in table {
        assert_eq!(text.parse::<f64>().expect("a number").is_finite(), fits, "the table is wrong about {text}");
        expect(&double, text, if fits { &[] } else { &["type"] });
    }
    for text in ["3.4028234e38", "3.4028235e38", "3.4028236e38", "3.40282357e38", "1e38", "1e39", "-3.5e38"] {
        let fits = text.parse::<f32>().expect("a number").is_finite();
        expect(&float, text, if fits { &[] } else { &["type"] });
    }
    // Half-way between the greatest double and the next power of two. Ties round to even, which is infinity.
    let half_way = "17976931348623158079372897140530341507993413271003782693617377898044496829276475094664901797758\
                    72070963302864166928879109465555478519404026306574886715058206819089020007083836762738548458177\
                    11531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508\
                    093042880177904174497792";
    assert!(half_way.parse::<f64>().expect("a number").is_infinite());
    expect(&double, half_way, &["type"]);
    let below = format!("{}91", half_way.strip_suffix("92").expect("it ends so"));
    assert!(below.parse::<f64>().expect("a number").is_finite());
    expect(&double, &below, &[]);
    expect(&double, &format!("{below}.99999"), &[]);
    expect(&double, &format!("-{half_way}.0"), &["type"]);
}

#[test]
fn overflow_matches_the_standard_library() {
    let double = preflight(&json!({"type": "double"}));
    let float = preflight(&json!({"type": "float"}));
    let texts = (any::<bool>(), 0..20_usize, "[0-9]{0,20}", prop_oneof![300..312_i32, 30..42_i32, -400..400_i32]);
    let result = runner().run(&texts, |(near, cut, digits, exponent)| {
        // Near the limits of both formats, and at random.
        let head = if near { &"1797693134862315807"[..cut.min(19)] } else { &"3402823566973366163"[..cut.min(19)] };
        let text = format!("1.{head}{digits}0e{exponent}");
        let shifted = format!("0.{head}1{digits}e{}", exponent + 1);
        for text in [text, shifted] {
            let fits = text.parse::<f64>().expect("a number").is_finite();
            prop_assert_eq!(violated_rules(&double, &text).is_empty(), fits, "{} as a double", text);
            let fits = text.parse::<f32>().expect("a number").is_finite();
            prop_assert_eq!(violated_rules(&float, &text).is_empty(), fits, "{} as a float", text);
        }
        Ok(())
    });
    result.expect("every number is judged");
}

#[test]
fn ranges_are_compared_as_decimals() {
    let range = json!({"smithy.api#range": {"min": 0.1, "max": 1.1}});
    for name in ["float", "double", "bigDecimal"] {
        let preflight = preflight(&json!({"type": name, "traits": range.clone()}));
        for inside in
            ["0.1", "1.1", "1", "0.10000000000000000000001", "1.09999999999999999999999", "11e-1", "110000e-5"]
        {
            expect(&preflight, inside, &[]);
        }
        for outside in
            ["0.0999999999999999999999", "1.1000000000000000000001", "0", "-0", "-0.5", "11e-2000", "1e30", "11e0"]
        {
            expect(&preflight, outside, &["range"]);
        }
    }
    // Above 2^53, where doubles cannot represent odd numbers.
    let range = json!({"smithy.api#range": {"min": -9_007_199_254_740_993_i64, "max": 9_007_199_254_740_993_i64}});
    for name in ["long", "bigInteger", "double", "bigDecimal"] {
        let preflight = preflight(&json!({"type": name, "traits": range.clone()}));
        for inside in ["9007199254740993", "-9007199254740993", "9007199254740993.0", "9.007199254740993e15"] {
            expect(&preflight, inside, &[]);
        }
        for outside in ["9007199254740994", "-9007199254740994", "9007199254740994.0", "-9.007199254740994e15"] {
            expect(&preflight, outside, &["range"]);
        }
    }
}

#[test]
fn a_range_may_have_the_bounds_of_64_bits() {
    let range = json!({"smithy.api#range": {"min": i64::MIN, "max": i64::MAX}});
    let long = load(&json!({"type": "long", "traits": range.clone()})).expect("the range of a long is a range");
    for value in [i64::MIN, -1, 0, i64::MAX] {
        expect(&long, &value.to_string(), &[]);
    }
    let big = load(&json!({"type": "bigInteger", "traits": range})).expect("the range of a long is a range");
    expect(&big, "9223372036854775807", &[]);
    expect(&big, "9223372036854775808", &["range"]);
    expect(&big, "-9223372036854775809", &["range"]);
}

#[test]
fn random_decimals_are_compared_exactly() {
    // Bounds with three decimals and values with six: both are whole numbers of millionths.
    let (min, max) = (-12.345, 987.654);
    let (min_millionths, max_millionths) = (-12_345_000_i64, 987_654_000_i64);
    let traits = json!({"smithy.api#range": {"min": min, "max": max}});
    let shapes = ["double", "bigDecimal"].map(|name| preflight(&json!({"type": name, "traits": traits.clone()})));
    let near = |bound: i64| (-2_000_i64..2_000).prop_map(move |offset| bound + offset);
    let values =
        (prop_oneof![near(min_millionths), near(max_millionths), -2_000_000_000_i64..2_000_000_000], 0..30_u32);
    let result = runner().run(&values, |(value, zeros)| {
        let inside = (min_millionths..=max_millionths).contains(&value);
        let expected: &[&str] = if inside { &[] } else { &["range"] };
        let padding = "0".repeat(zeros as usize);
        let sign = if value < 0 { "-" } else { "" };
        let magnitude = value.unsigned_abs();
        for text in [
            format!("{value}e-6"),
            format!("{value}{padding}e-{}", 6 + zeros),
            format!("{sign}{}.{:06}{padding}", magnitude / 1_000_000, magnitude % 1_000_000),
            format!("{sign}0.{padding}{magnitude:012}e{}", 6 + zeros),
        ] {
            for preflight in &shapes {
                prop_assert_eq!(violated_rules(preflight, &text), expected, "{}", text);
            }
        }
        Ok(())
    });
    result.expect("every number is judged");
}

#[test]
fn big_numbers_are_compared_exactly() {
    let range = json!({"smithy.api#range": {"min": -10, "max": 10}});
    let integer = preflight(&json!({"type": "bigInteger", "traits": range.clone()}));
    let decimal = preflight(&json!({"type": "bigDecimal", "traits": range}));
    for preflight in [&integer, &decimal] {
        for outside in
            ["1e400", "-1e400", "100000000000000000000000", "-100000000000000000000000", "1e99999999999999999999"]
        {
            expect(preflight, outside, &["range"]);
        }
        for inside in ["10", "-10", "1e1", "1000000000000000000000e-20"] {
            expect(preflight, inside, &[]);
        }
    }
    let upwards = preflight(&json!({"type": "bigInteger", "traits": {"smithy.api#range": {"min": 1}}}));
    expect(&upwards, "1e400", &[]);
    expect(&upwards, "-1e400", &["range"]);
}

#[test]
fn special_floats_are_checked_by_range() {
    let both = preflight(&json!({"type": "double", "traits": {"smithy.api#range": {"min": 0, "max": 1}}}));
    let upwards = preflight(&json!({"type": "double", "traits": {"smithy.api#range": {"min": 0}}}));
    for special in ["\"NaN\"", "\"Infinity\"", "\"-Infinity\""] {
        expect(&both, special, &["range"]);
    }
    expect(&upwards, "\"Infinity\"", &[]);
    expect(&upwards, "\"-Infinity\"", &["range"]);
    expect(&upwards, "\"NaN\"", &["range"]);
}

#[test]
fn int_enum_values_may_have_any_spelling() {
    let members = json!({
        "ONE": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": 1}},
        "MINUS": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": -20}}});
    let preflight = preflight(&json!({"type": "intEnum", "members": members}));
    for spelling in spellings(1).into_iter().chain(spellings(-20)) {
        expect(&preflight, &spelling, &[]);
    }
    for other in ["0", "2", "-1", "20", "1e1", "-2"] {
        expect(&preflight, other, &["enum"]);
    }
    for other in ["1.5", "\"1\"", "\"ONE\"", "true", "1e400", "[1]"] {
        expect(&preflight, other, &["type"]);
    }
}

#[test]
fn reports_show_the_bounds_and_never_the_value() {
    let range = json!({"smithy.api#range": {"min": -0.5, "max": 1.25}});
    let preflight = preflight(&json!({"type": "double", "traits": range}));
    let report = preflight.check("Put", br#"{"n": 98765.4321}"#).expect("the operation is there");
    let json = report.to_json();
    assert!(json.contains(r#""detail":{"min":-0.5,"max":1.25}"#), "{json}");
    assert!(!json.contains("98765"), "{json}");
}
