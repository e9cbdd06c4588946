"""Judges the example inputs with Python's jsonschema and the exported schemas, and checks the exported OpenAPI documents.

    python3 tests/jsonschema_agrees.py target/debug/mi-preflight

Patterns are exported with `--regex portable`. Every example is valid; with one string replaced by a line feed it must be
judged as mi-preflight judges it.
"""

import json
import pathlib
import subprocess
import sys

import jsonschema
import openapi_spec_validator

PROGRAM = sys.argv[1]
EDITIONS = ["2025-05-22", "2026-11"]


def exported(edition, form):
    command = [PROGRAM, "model", "--edition", edition, "--format", form, "--regex", "portable"]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def main():
    judged, problems = 0, []
    examples = sorted(pathlib.Path("examples/inputs").glob("*.json"))
    for edition in EDITIONS:
        openapi_spec_validator.validate(exported(edition, "openapi"))
        schema = exported(edition, "jsonschema")
        jsonschema.Draft202012Validator.check_schema(
            schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
        )
        lines, verdicts = [], []
        for path in examples:
            operation, example = path.stem, json.loads(path.read_text())
            if f"{operation}.input" not in schema["$defs"]:
                continue
            validator = jsonschema.Draft202012Validator({**schema, "$ref": f"#/$defs/{operation}.input"})
            changed = {name: value + "\n" if isinstance(value, str) else value for name, value in example.items()}
            for value in (example, changed):
                lines.append(json.dumps({"id": operation, "operation": operation, "input": value}))
                verdicts.append(validator.is_valid(value))
        command = [PROGRAM, "check", "--ndjson", "--edition", edition, "-"]
        run = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True)
        answers = [json.loads(line) for line in run.stdout.splitlines()]
        if len(answers) != len(verdicts):
            sys.exit(f"{len(verdicts)} inputs have {len(answers)} answers: {run.stderr}")
        for line, answer, verdict in zip(lines, answers, verdicts):
            # A schema knows the constraints, and nothing of the documented rules.
            constraints = {"required", "type", "length", "range", "pattern", "enum", "unique-items"}
            violations = [v for v in answer["violations"] if v["severity"] == "error" and v["rule"] in constraints]
            judged += 1
            if verdict == bool(violations):
                problems.append(f"{edition} {'valid' if verdict else 'invalid'} in jsonschema: {line[:300]} {violations}")
    print(f"{judged} inputs judged of {len(examples)} examples")
    for problem in problems:
        print(problem)
    if problems or not judged:
        sys.exit(f"{len(problems)} disagreements")


main()
