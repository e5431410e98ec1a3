"""Runs one of the scanners that are made in Python over all templates, in one process.

Standard input: {"templates": {name: file}, "regions": [...], "policies": [{"template", "id", "policy"}]}; of these, what the tool needs.
Standard output: {"version", "rules", "findings": [{"template", "rule", "resource"}]}.
"""
import json
import sys
import warnings
from importlib.metadata import version

# parliament imports pkg_resources, which warns that setuptools 81 will not have it.
warnings.simplefilter("ignore")


def cfn_lint(templates, regions, **_):
    from cfnlint.config import ConfigMixIn
    from cfnlint.runner import Runner

    names = {file: name for name, file in templates.items()}
    config = ConfigMixIn(["--regions", *regions, "--template", *names])
    runner = Runner(config)
    findings = [
        (names[match.filename], match.rule.id, (match.path or [""] * 2)[1]) for match in runner.run()
    ]
    return "cfn-lint", sum(1 for rule in runner.rules.values() if runner.rules.is_rule_enabled(rule, config)), findings


def checkov(templates, **_):
    from checkov.cloudformation.checks.resource.registry import cfn_registry
    from checkov.cloudformation.runner import Runner
    from checkov.runner_filter import RunnerFilter

    names = {file: name for name, file in templates.items()}
    runner = Runner()
    report = runner.run(root_folder=None, files=list(names), runner_filter=RunnerFilter(framework=["cloudformation"]))
    if report.parsing_errors:
        raise ValueError(f"checkov cannot read {report.parsing_errors}")
    findings = [(names[check.file_abs_path], check.check_id, check.resource.split(".")[-1]) for check in report.failed_checks]
    checks = [*(check for group in cfn_registry.checks.values() for check in group), *runner.graph_registry.checks]
    return "checkov", len({check.id for check in checks}), findings


def parliament(policies, **_):
    from parliament import analyze_policy_string, config

    findings = []
    for entry in policies:
        analyzed = analyze_policy_string(json.dumps(entry["policy"]), ignore_private_auditors=True)
        findings += [(entry["template"], finding.issue, entry["id"]) for finding in analyzed.findings]
    return "parliament", len(config), findings


TOOLS = {"cfn-lint": cfn_lint, "checkov": checkov, "parliament": parliament}

if __name__ == "__main__":
    package, rules, found = TOOLS[sys.argv[1]](**json.load(sys.stdin))
    keys = ("template", "rule", "resource")
    json.dump({"version": version(package), "rules": rules, "findings": [dict(zip(keys, finding)) for finding in found]}, sys.stdout)
