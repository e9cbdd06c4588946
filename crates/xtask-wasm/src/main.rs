//! Writes the JavaScript glue, the types and the bound module of a compiled WebAssembly module.
//!
//! `wasm-bindgen --target web` does the same; calling its library compiles a third of what the program needs.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use wasm_bindgen_cli_support::{Bindgen, EncodeInto};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask-wasm: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [module, folder, name] = arguments.as_slice() else { bail!("usage: xtask-wasm MODULE.wasm FOLDER NAME") };
    let name = name.to_str().context("the name is not UTF-8")?;
    Bindgen::new()
        .input_path(module)
        .out_name(name)
        .web(true)?
        .typescript(true)
        // Every supported runtime has `TextEncoder.encodeInto`, so the glue needs no other way.
        .encode_into(EncodeInto::Always)
        // The glue also finds the module beside itself; the package's build script replaces that address.
        .omit_default_module_path(false)
        .generate(PathBuf::from(folder))
}
