#!/usr/bin/env bats
# Means over replicates: the table and the report agree with Python's statistics module.

load helpers
load collect

# The quickstart, with results.
build_replicated() {
  make_project
  cat >train.py <<'PY'
import json, os, random, sys

arguments = dict(word.split("=", 1) for word in sys.argv[1:])
task = int(os.environ["HSM_TASK_ID"])
random.seed(task)
metrics = {
    "loss": random.lognormvariate(0, 3),
    "near": 1e9 + random.random(),
    "steps": random.randint(1, 10**6),
    "note": "a text",
}
if task % 4 == 0:
    del metrics["near"]
with open(os.path.join(os.environ["HSM_TASK_DIR"], "metrics.json"), "w") as file:
    json.dump(metrics, file)
sys.exit(1 if task == 5 else 0)
PY
  build_sweep <<'YAML'
command: [python3, train.py]
args: ["{name}={value}"]
replicates: [seed]
name: "{tag}-{seed}"
derive:
  tag: "h{model.hidden_size}"
  half: "= seed / 2"
results: {json: metrics.json, minimize: loss}
sweep:
  grid:
    seed: [1, 2, 3]
    model.hidden_size: [128, 256, 512]
    optimizer.lr: [0.001, 0.01]
YAML
  expect_exit 1 "${scripts}/local.sh" --engine bash --jobs 2
}

check_configurations() { # <configurations.csv>
  python3 - "${sweep_dir}" "$1" <<'PY'
import csv, json, math, statistics, sys

sweep, path = sys.argv[1:]
# Two-sided 95% quantiles of Student's t: of one degree that of Cauchy's distribution, of two in closed form.
quantiles = {1: math.tan(0.475 * math.pi), 2: 0.95 / math.sqrt(2 * 0.975 * 0.025)}
with open(path, encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file, strict=True))
assert [(row["model.hidden_size"], row["optimizer.lr"]) for row in rows] == [
    (size, lr) for size in ["128", "256", "512"] for lr in ["0.001", "0.01"]
], rows
assert list(rows[0])[:4] == ["model.hidden_size", "optimizer.lr", "tag", "n"], list(rows[0])
assert "note.n" not in rows[0]
compared = 0
for at, row in enumerate(rows):
    tasks = [task for task in (at + 1, at + 7, at + 13) if task != 5]
    assert row["n"] == str(len(tasks)), row
    metrics = [json.load(open(f"{sweep}/tasks/task_{task}/metrics.json")) for task in tasks]
    for name in ["loss", "near", "steps"]:
        values = [metric[name] for metric in metrics if name in metric]
        assert row[name + ".n"] == str(len(values))
        wanted = {"mean": statistics.mean(values)} if values else {}
        if len(values) > 1:
            wanted["sd"] = statistics.stdev(values)
            half = quantiles[len(values) - 1] * wanted["sd"] / math.sqrt(len(values))
            wanted["low"] = wanted["mean"] - half
            wanted["high"] = wanted["mean"] + half
        for key in ["mean", "sd", "low", "high"]:
            if key not in wanted:
                assert row[f"{name}.{key}"] == "", (name, key, row)
                continue
            found = float(row[f"{name}.{key}"])
            assert math.isclose(found, wanted[key], rel_tol=1e-12), (name, key, found, wanted[key])
            compared += 1
print(compared, "numbers agree")
PY
}

test_replicates() { # <awk>
  command -v "$1" >/dev/null || skip "no $1"
  build_replicated
  with_awk "$1" expect_exit 0 "${scripts}/collect.sh" --over replicates
  expect_output 'wrote'
  expect_exit 0 check_configurations "${sweep_dir}/configurations.csv"
  expect_output 'numbers agree'
  with_awk "$1" expect_exit 0 "${scripts}/collect.sh" --over replicates --format jsonl --output lines.jsonl
  expect_equal "$(python3 -c '
import json
rows = [json.loads(line) for line in open("lines.jsonl")]
print(len(rows), rows[0]["model.hidden_size"], rows[0]["tag"], rows[4]["n"], type(rows[1]["loss.mean"]).__name__)')" \
    '6 128 h128 2 float'
}

for awk in mawk gawk busybox original-awk; do
  bats_test_function --description "means over replicates agree with Python (${awk})" -- test_replicates "${awk}"
done

@test "the report has the same numbers, the best mean first, and hsm show counts configurations" {
  build_replicated
  collect --over replicates
  node "${hsm}" report sweep --json >report.json
  expect_exit 0 python3 - "${sweep_dir}/configurations.csv" <<'PY'
import csv, json, math, sys

report = json.load(open("report.json"))
rows = {(row["model.hidden_size"], row["optimizer.lr"]): row for row in csv.DictReader(open(sys.argv[1], newline=""))}
assert len(report["configurations"]) == len(rows) == 6
means = [each["metrics"]["loss"]["mean"] for each in report["configurations"]]
assert means == sorted(means), means
compared = 0
for each in report["configurations"]:
    row = rows[each["parameters"]["model.hidden_size"], each["parameters"]["optimizer.lr"]]
    assert set(each["metrics"]) == {"loss", "near", "steps"}, each
    for name, numbers in each["metrics"].items():
        assert row[name + ".n"] == str(numbers["count"])
        for key, column in [("mean", "mean"), ("deviation", "sd"), ("low", "low"), ("high", "high")]:
            if numbers[key] is None:
                assert row[f"{name}.{column}"] == ""
                continue
            assert math.isclose(numbers[key], float(row[f"{name}.{column}"]), rel_tol=1e-12), (name, key)
            compared += 1
print(compared, "numbers agree")
PY
  expect_output 'numbers agree'
  run node "${hsm}" show
  expect_output '6 configurations with 3 replicates each'
  run node "${hsm}" report sweep
  expect_output 'best mean of loss'
}

@test "a sweep without replicates is reported as such" {
  make_project
  write_program </dev/null
  build_results 2 <<<'{json: metrics.json}'
  expect_exit 1 "${scripts}/collect.sh" --over replicates
  expect_output 'the sweep has no replicates'
  expect_exit 2 "${scripts}/collect.sh" --over seeds
}

@test "the line about the best configuration leaves out parameters that it does not have" {
  make_project
  write_program <<'SH'
echo "{\"loss\": ${depth-0}}" >"${HSM_TASK_DIR}/m.json"
SH
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
replicates: [seed]
results: {json: m.json, minimize: loss}
sweep:
  grid: {seed: [1, 2]}
  cases:
    - grid: {model: [small]}
    - grid: {model: [large], depth: [2, 3]}
YAML
  expect_exit 0 "${scripts}/local.sh" --jobs 2
  run node "${hsm}" report sweep
  expect_output ', 2 tasks: model=small'
  [[ ${output} != *depth* ]]
}
