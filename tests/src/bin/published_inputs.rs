//! Prints generated inputs of published models, valid ones and mutants, with the library's verdict on each.
//!
//! `tests/botocore_agrees.py` reads the lines and compares the verdicts with those of botocore. Mutants of constraints
//! that botocore does not check are not printed. The arguments are the files of the models.

use std::error::Error;
use std::io::{BufWriter, Write as _};

use conformance::published::{Ast, Generator, mutants};
use conformance::read_json;
use mi_preflight::{LoadedModel, Preflight};
use serde_json::{Value, json};

/// How many alternatives of unions are tried.
const ALTERNATIVES: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for path in std::env::args_os().skip(1) {
        let ast = Ast::new(&read_json(path.as_ref()));
        let preflight = Preflight::builder().model(LoadedModel::parse(&std::fs::read(&path)?)?).build()?;
        let generator = Generator::new(&ast);
        let mut print = |operation: &str, kind: &str, path: &str, input: &Value| -> Result<(), Box<dyn Error>> {
            let is_valid = preflight.is_valid(operation, input.to_string().as_bytes())?;
            let (service, version) = (ast.sdk_id(), ast.version());
            let line = json!({"service": service, "version": version, "operation": operation, "kind": kind,
                "path": path, "valid": is_valid, "input": input});
            Ok(writeln!(out, "{line}")?)
        };
        for (operation, shape) in ast.operations() {
            for alternative in 0..ALTERNATIVES {
                let Some(generated) = generator.input(shape, alternative) else { break };
                print(operation, "valid", "", &generated.input)?;
                for mutant in mutants(&generator, &generated) {
                    if mutant.is_checked_by_clients() {
                        print(operation, &mutant.kind, &mutant.path, &mutant.input)?;
                    }
                }
                if !generated.has_unions(&ast) {
                    break;
                }
            }
        }
    }
    Ok(out.flush()?)
}
