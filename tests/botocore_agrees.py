"""Compares the verdicts of mi-preflight with those of botocore on generated inputs of published models.

    cargo run --package conformance --bin published_inputs -- MODEL... | python3 tests/botocore_agrees.py

botocore checks types, required members, lower bounds and unions. It knows the services by its own copy of the models,
which may be older or newer: what differs for that reason is counted and not compared.
"""

import collections
import json
import sys

import botocore.loaders
import botocore.model
import botocore.validate

# Constraints that botocore does not check, by the kind of a mutant.
NOT_CHECKED = {
    "type of a blob's text": "every text is a blob: botocore encodes it",
    "type of a byte that is too large": "the width of integers",
    "type of a short that is too large": "the width of integers",
    "type of a integer that is too large": "the width of integers",
    "length min of a blob": "the length of blobs",
    "length min of a map": "the length of maps",
}

# Members that have another type or another bound in the models of botocore.
OTHER_MEMBERS = {
    "CloudFront": {"MaxItems": "a string"},
    "IoT Data Plane": {"userProperties": "any value, which is encoded"},
    "IoTFleetWise": {"status": "at least one character, not seven"},
    "Lambda": {"UUID": "at least one character"},
    "Route 53": {"MaxItems": "a string", "MaxResults": "a string"},
    "S3": {"PartNumberMarker": "an integer"},
}


class Models:
    def __init__(self):
        self.loader = botocore.loaders.Loader()
        self.names = {}
        for name in self.loader.list_available_services("service-2"):
            for version in self.loader.list_api_versions(name, "service-2"):
                self.names.setdefault(version, []).append(name)
        self.services = {}

    def service(self, service_id, version):
        key = (service_id, version)
        if key not in self.services:
            self.services[key] = None
            for name in self.names.get(version, []):
                description = self.loader.load_service_model(name, "service-2", version)
                if description["metadata"].get("serviceId") == service_id:
                    self.services[key] = botocore.model.ServiceModel(description, name)
        return self.services[key]


def json_names(shape):
    """Returns the names of members by their names in JSON."""
    members = shape.members.items()
    bodies = [(name, member) for name, member in members if "location" not in member.serialization]
    return {member.serialization.get("name", name): name for name, member in bodies}


def by_member_names(value, shape):
    """Returns the value with the names of members in place of the names in JSON."""
    if shape.type_name == "structure" and isinstance(value, dict):
        names, known = json_names(shape), {}
        for key, item in value.items():
            name = key if key in shape.members else names.get(key, key)
            known[name] = by_member_names(item, shape.members[name]) if name in shape.members else item
        return known
    if shape.type_name == "list" and isinstance(value, list):
        return [by_member_names(item, shape.member) for item in value]
    if shape.type_name == "map" and isinstance(value, dict):
        return {key: by_member_names(item, shape.value) for key, item in value.items()}
    return value


def part_at(shape, path):
    """Returns the shape at a path, and the structure or map around it with the last token."""
    around, last = None, None
    for token in path.split("/")[1:]:
        token = token.replace("~1", "/").replace("~0", "~")
        around, last = shape, token
        if shape is None:
            return None, None, None
        if shape.type_name == "structure":
            last = token if token in shape.members else json_names(shape).get(token, token)
            shape = shape.members.get(last)
        elif shape.type_name == "list":
            shape = shape.member
        elif shape.type_name == "map":
            shape = shape.value
        else:
            shape = None
    return shape, around, last


def is_stated(kind, path, shape):
    """Whether the model of botocore states the constraint too. Some are missing there."""
    part, around, last = part_at(shape, path)
    if kind.startswith("required"):
        return around is None or around.type_name != "structure" or last in around.metadata.get("required", [])
    if kind.endswith("of a key"):
        part = around.key if around is not None and around.type_name == "map" else None
    if part is None:
        return True
    if kind.startswith("union"):
        return part.is_tagged_union
    if kind.startswith("length min"):
        return part.metadata.get("min", 0) > 0
    if kind.startswith("range min"):
        return "min" in part.metadata
    return True


def main():
    models, validator = Models(), botocore.validate.ParamValidator()
    counts, disagreements, other_models = collections.Counter(), [], collections.Counter()
    # Operations whose valid input has members that the copy of botocore lacks, or lacks members that it requires.
    differing = set()
    for line in sys.stdin:
        case = json.loads(line)
        operation_key = (case["service"], case["operation"])
        service = models.service(case["service"], case["version"])
        if service is None or case["operation"] not in service.operation_names:
            other_models[f"{case['service']}: no such operation"] += 1
            continue
        shape = service.operation_model(case["operation"]).input_shape
        if shape is None:
            other_models[f"{case['service']}: no input"] += 1
            continue
        kind, others = case["kind"], OTHER_MEMBERS.get(case["service"], {})
        if case["path"].rpartition("/")[2] in others:
            other_models[f"{case['service']}: members that are listed in this file"] += 1
            continue
        errors = validator.validate(by_member_names(case["input"], shape), shape)._errors
        errors = [error for error in errors if error[1].rpartition(".")[2] not in others]
        if kind == "valid" and any(error[0] == "unknown field" for error in errors):
            differing.add(operation_key)
        if operation_key in differing:
            other_models[f"{case['service']}: {case['operation']} has other members"] += 1
            continue
        if kind in NOT_CHECKED:
            counts["not checked by botocore"] += 1
            continue
        if not is_stated(kind, case["path"], shape):
            other_models[f"{case['service']}: constraints that botocore's model lacks"] += 1
            continue
        counts["compared"] += 1
        if case["valid"] != (not errors):
            verdict = "valid" if case["valid"] else "invalid"
            reasons = [f"{error[0]} at {error[1] or 'input'}" for error in errors] or ["no error"]
            place = f"{case['service']} {case['operation']} {case['path']}"
            disagreements.append(f"{place}, {kind}: {verdict} here, {', '.join(reasons[:3])} in botocore")
    print(f"{counts['compared']} inputs compared, {counts['not checked by botocore']} not checked by botocore")
    for reason, count in sorted(other_models.items()):
        print(f"  not compared, {reason}: {count} inputs")
    for disagreement in disagreements[:50]:
        print(disagreement)
    if disagreements:
        sys.exit(f"{len(disagreements)} disagreements")
    if counts["compared"] == 0:
        sys.exit("nothing was compared")


main()
