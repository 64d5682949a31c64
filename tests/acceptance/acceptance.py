#!/usr/bin/env python3
"""Deploys FlowLogStack to a real account, compares what AWS does with what the engines predict, and deletes everything.

Usage: acceptance.py --yes [--region REGION] [--minutes 45] [--report report.md]
       acceptance.py --stand-in http://127.0.0.1:5000     a dry run against a local stand-in for AWS; steps it lacks are skipped

Needs python3, the AWS CLI, Node.js, .NET SDK 10, credentials that may create every resource, and a bootstrapped account and region.
Exit codes: 0 all steps passed or were skipped, 1 a step failed, 2 the run did not start.
"""
import argparse, gzip, json, os, pathlib, shlex, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CDK = "aws-cdk@2.1148.1"
STACK, TRAFFIC = "FlowLogStackAcceptance", "FlowLogStackAcceptanceTraffic"
PROBES = "flowlogstack-acceptance-probes"

# What the run costs at most, in USD, at list prices of us-east-1 for two hours. Prices vary by region.
COSTS = [
    ("2 instances t4g.nano with 8 GB each, 2 hours", 2 * 2 * (0.0042 + 8 * 0.08 / 730)),
    ("3 customer managed KMS keys, by the hour", 3 * 1.00 / 730 * 2),
    ("30 alarms, 30 metrics and 3 Contributor Insights rules, by the hour", (30 * 0.10 + 30 * 0.30 + 3 * 0.50) / 730 * 2),
    ("6 dashboards, by the hour", 6 * 3.00 / 730 * 2),
    ("logs, objects and notifications, below 0.1 GB", 0.10),
    ("12 Athena queries of at least 10 MB", 12 * 5.00 * 10 / 1_000_000),
    ("function, queues, requests to S3 and CloudWatch", 0.10),
]
LIMIT = 2.00

# The types of resources that the stand-in does not create. It returns CREATE_COMPLETE for them, and an error for a value of one.
ABSENT = {"AWS::Athena::NamedQuery", "AWS::Athena::PreparedStatement", "AWS::Athena::WorkGroup", "AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm",
          "AWS::CloudWatch::InsightRule", "AWS::Glue::Database", "AWS::Glue::Table", "AWS::Logs::MetricFilter", "AWS::Logs::QueryDefinition",
          "AWS::S3::BucketPolicy", "AWS::SNS::Subscription", "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy", "AWS::Scheduler::Schedule"}
# The checks of `verify` that need these types. Every other check must pass with the stand-in, too.
UNMET = {"alarm", "insightRule", "metricFilter", "topic"}


class Skipped(Exception):
    """A step that cannot be tried here, with the reason."""


class Failed(Exception):
    """A step whose outcome is not the predicted one."""


class Run:
    def __init__(self, options):
        self.options, self.rows, self.state = options, [], {}
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="acceptance-"))
        self.environment = dict(os.environ, AWS_PAGER="", CDK_DISABLE_CLI_TELEMETRY="true")
        if options.region:
            self.environment.update(AWS_REGION=options.region, AWS_DEFAULT_REGION=options.region)
        if options.stand_in:
            region = options.region or "eu-west-1"
            # Under no other name does moto_server find the bucket in the address of a template.
            self.environment.update(AWS_ENDPOINT_URL=options.stand_in.replace("127.0.0.1", "localhost"), CI="1", AWS_ACCESS_KEY_ID="testing",
                                    AWS_SECRET_ACCESS_KEY="testing", AWS_MAX_ATTEMPTS="1", AWS_EC2_METADATA_DISABLED="true", AWS_REGION=region,
                                    AWS_DEFAULT_REGION=region)

    @property
    def is_real(self):
        return not self.options.stand_in

    def real(self, why):
        if not self.is_real:
            raise Skipped(f"the stand-in does not {why}")

    def command(self, arguments, folder=None, codes=(0,), environment=None):
        result = subprocess.run(arguments, cwd=folder or self.folder, env=dict(self.environment, **(environment or {})), capture_output=True, text=True)
        if result.returncode not in codes:
            raise Failed(f"{shlex.join(map(str, arguments))} exited with {result.returncode}: {(result.stderr or result.stdout).strip()[-600:]}")
        return result

    def aws(self, *arguments):
        endpoint = ["--endpoint-url", self.options.stand_in] if self.options.stand_in else []
        output = self.command(["aws", *endpoint, "--output", "json", *arguments]).stdout
        return json.loads(output) if output.strip() else None

    def cdk(self, *arguments):
        return self.command(["npx", "--yes", CDK, *map(str, arguments), "--no-notices"])

    def flowlogs(self, *arguments, codes=(0,)):
        return self.command([*shlex.split(self.options.flowlogs), *map(str, arguments)], codes=codes)

    def step(self, name, action):
        """Runs one step and keeps its outcome; a failure does not stop the steps that do not depend on it."""
        print(f"-- {name}", flush=True)
        try:
            outcome, found = "passed", action(self) or ""
        except Skipped as reason:
            outcome, found = "skipped", str(reason)
        except Failed as problem:
            outcome, found = "FAILED", str(problem)
        except KeyError as missing:
            outcome, found = "skipped", f"an earlier step left no {missing}"
        self.rows.append((name, outcome, found))
        print(f"   {outcome}: {found}", flush=True)
        return outcome

    # The stack

    def synthesize(self, settings):
        (self.folder / "flowlogs.json").write_text(json.dumps(settings))
        out = self.folder / "cdk.out"
        self.command(shlex.split(self.options.app), environment={"CDK_OUTDIR": str(out)})
        return out / f"{STACK}.template.json"

    def deploy(self, settings):
        template = self.synthesize(settings)
        if not self.is_real:
            template.write_text(json.dumps(without_what_the_stand_in_lacks(json.loads(template.read_text()))))
        # The stand-in loses the outputs of change sets and cannot execute a second one, and it forgets parameters with defaults.
        method = [] if self.is_real else ["--method", "direct", "--no-previous-parameters"]
        self.cdk("deploy", "--app", self.folder / "cdk.out", "--require-approval", "never", *method)
        resources = self.aws("cloudformation", "list-stack-resources", "--stack-name", STACK)["StackResourceSummaries"]
        self.state["template"] = template
        self.state["ids"] = {resource["LogicalResourceId"]: resource["PhysicalResourceId"] for resource in resources if resource.get("PhysicalResourceId")}
        self.state["body"] = json.loads(template.read_text())
        made = sum(1 for resource in resources if resource.get("PhysicalResourceId"))
        return f"{len(resources)} resources" if self.is_real else f"cdk deploy: {made} of {len(self.state['body']['Resources'])} resources are made"

    def first(self, kind):
        """The physical id of the first resource of a type."""
        for name, resource in self.state["body"]["Resources"].items():
            if resource["Type"] == kind and name in self.state["ids"]:
                return self.state["ids"][name]
        raise Skipped(f"the stack has no {kind}")


def without_what_the_stand_in_lacks(body):
    """Returns a template that the stand-in can create and update: what it has no resource for, and what it returns an error for, is left out."""
    resources = {name: resource for name, resource in body["Resources"].items() if not resource["Type"].startswith("Custom::")}  # Needs a running function.

    def plain(value):
        if isinstance(value, dict):
            name = (value.get("Fn::GetAtt") or [None])[0]
            return name if name in resources and resources[name]["Type"] in ABSENT else {key: plain(inner) for key, inner in value.items()}
        return [plain(inner) for inner in value] if isinstance(value, list) else value

    for resource in resources.values():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::KMS::Key":
            properties.pop("Tags", None)
        if resource["Type"] == "AWS::EC2::FlowLog" and "Fn::Join" in properties.get("LogDestination", {}):
            # It drops the options, and takes all that follows the last colon, prefix and all, for the name of the bucket.
            properties.pop("DestinationOptions", None)
            properties["LogDestination"] = next(part for part in properties["LogDestination"]["Fn::Join"][1] if isinstance(part, dict))
    # It does not resolve the version of the bootstrap stack in an update.
    parameters = {name: value for name, value in body.get("Parameters", {}).items() if name != "BootstrapVersion"}
    return {**{key: value for key, value in body.items() if key != "Rules"}, "Parameters": parameters, "Resources": plain(resources)}


def settings_of_lab(run):
    return json.loads((HERE / "lab.flowlogs.json").read_text())


def settings_of_everything(run):
    everything = json.loads((ROOT / "tests/FlowLogStack.Packages.Tests/everything.flowlogs.json").read_text())
    # Only addresses of this run are notified. There is no endpoint or stream to forward to and no organization, and the traffic has servers of its own.
    for key in ("forward", "members", "telemetryRule", "lab", "firehoseStreamArn", "firehoseReceiverRoleArn"):
        everything.pop(key)
    for key in ("organization", "accounts", "regions", "readers"):
        everything["archive"].pop(key)
    queue = run.state["queue-arn"] if run.is_real else "arn:aws:sqs:eu-west-1:123456789012:acceptance"
    everything["alarms"].update(notify=[queue], severities={})
    return {**everything, **settings_of_lab(run)}


def bootstrap(run):
    if run.is_real:
        raise Skipped("the account is bootstrapped already")
    run.cdk("bootstrap", f"aws://123456789012/{run.environment['AWS_REGION']}")
    return "cdk bootstrap"


def deploy_lab(run):
    return run.deploy(settings_of_lab(run))


def make_traffic(run):
    run.real("run instances that send traffic")
    subnet = run.aws("ec2", "describe-subnets", "--filters", f"Name=vpc-id,Values={run.first('AWS::EC2::VPC')}")["Subnets"][0]
    run.command(["aws", "cloudformation", "deploy", "--stack-name", TRAFFIC, "--template-file", str(HERE / "traffic.template.json"),
                 "--parameter-overrides", f"Subnet={subnet['SubnetId']}", f"Vpc={subnet['VpcId']}"])
    outputs = run.aws("cloudformation", "describe-stacks", "--stack-name", TRAFFIC)["Stacks"][0]["Outputs"]
    values = {output["OutputKey"]: output["OutputValue"] for output in outputs}
    run.state.update({"queue": values["Queue"], "queue-arn": values["QueueArn"], "probe": values["ProbeAddress"], "from": time.time()})
    return f"{values['ProbeAddress']} connects to {values['TargetAddress']}"


def allow_topics(run):
    run.real("deliver notifications")
    account = run.aws("sts", "get-caller-identity")["Account"]
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage",
              "Resource": run.state["queue-arn"], "Condition": {"StringEquals": {"aws:SourceAccount": account}}}]}
    run.aws("sqs", "set-queue-attributes", "--queue-url", run.state["queue"], "--attributes", json.dumps({"Policy": json.dumps(policy)}))
    return "topics of this account may send to the queue"


def deploy_everything(run):
    if not run.is_real:
        # In an update, the stand-in resolves values of new resources before it creates these.
        delete_stack_of_stand_in(run)
    return run.deploy(settings_of_everything(run))


def wait(run):
    logical = next(resource["Properties"]["LogGroupName"]["Ref"] for resource in run.state["body"]["Resources"].values()
                   if resource["Type"] == "AWS::EC2::FlowLog" and "LogGroupName" in resource["Properties"])
    group = run.state["group"] = run.state["ids"][logical]
    if not run.is_real:
        lines = run.flowlogs("generate", "--scenario", "quiet-office", "--duration", "2m").stdout.splitlines()[:200]
        run.aws("logs", "create-log-stream", "--log-group-name", group, "--log-stream-name", "generated")
        events = run.folder / "events.json"
        events.write_text(json.dumps([{"timestamp": int(time.time() * 1000), "message": line} for line in lines]))
        run.aws("logs", "put-log-events", "--log-group-name", group, "--log-stream-name", "generated", "--log-events", f"file://{events}")
        return f"{len(lines)} generated records in place of delivered ones"
    until = time.time() + run.options.minutes * 60
    while time.time() < until:
        time.sleep(60)
        print(f"   {int((until - time.time()) / 60)} minutes left", flush=True)
    return f"{run.options.minutes} minutes of traffic"


def verify(run):
    checks = json.loads(run.flowlogs("verify", "--template", run.state["template"], "--stack", STACK, "--json", "-", codes=(0, 4)).stdout)
    rows = checks["checks"]
    failed = [row for row in rows if row["outcome"] == "failed"]
    expected = set() if run.is_real else UNMET
    if any(row["kind"] not in expected for row in failed):
        raise Failed("; ".join(f"{row['kind']} {row['subject']}: {row['detail']}" for row in failed if row["kind"] not in expected)[:1500])
    if failed:
        passed = sum(1 for row in rows if row["outcome"] == "passed")
        raise Skipped(f"{passed} of {len(rows)} checks passed; the {len(failed)} that failed are of resources that the stand-in does not make")
    return f"{len(rows)} checks, none failed"


def verify_notifications(run):
    run.real("deliver notifications")
    run.flowlogs("verify", "--template", run.state["template"], "--stack", STACK, "--notify", codes=(0,))
    for _ in range(30):
        received = run.aws("sqs", "receive-message", "--queue-url", run.state["queue"], "--wait-time-seconds", "10", "--max-number-of-messages", "10") or {}
        for message in received.get("Messages", []):
            body = json.loads(message["Body"])
            if "AlarmName" in body.get("Message", ""):
                return f"the queue received a notification of {json.loads(body['Message'])['AlarmName']}"
    raise Failed("no notification of an alarm arrived in five minutes")


def download_records(run):
    events, token = [], []
    while True:
        page = run.aws("logs", "filter-log-events", "--log-group-name", run.state["group"], "--no-paginate", *token)
        events += [event["message"] for event in page["events"]]
        if "nextToken" not in page:
            break
        token = ["--next-token", page["nextToken"]]
    file = run.folder / "records.log.gz"
    with gzip.open(file, "wt") as output:
        output.write("".join(event + "\n" for event in events))
    run.state["records"], run.state["count"] = file, len(events)
    if not events:
        raise Failed("the log group has no events")
    return f"{len(events)} records"


def compare_filters(run):
    """Each metric filter's pattern selects the same events in CloudWatch Logs and in the local engine."""
    run.real("evaluate filter patterns")
    filters = [resource["Properties"] for resource in run.state["body"]["Resources"].values() if resource["Type"] == "AWS::Logs::MetricFilter"]
    differing = []
    for pattern in sorted({properties["FilterPattern"] for properties in filters}):
        remote = sum(len(page["events"]) for page in pages(run, pattern))
        local = len(run.flowlogs("match", "--pattern", pattern, run.state["records"]).stdout.splitlines())
        if remote != local:
            differing.append(f"{pattern}: {remote} in CloudWatch Logs, {local} here")
    if differing:
        raise Failed("; ".join(differing[:5]))
    return f"{len(filters)} filters select the same events"


def pages(run, pattern):
    token = []
    while True:
        page = run.aws("logs", "filter-log-events", "--log-group-name", run.state["group"], "--filter-pattern", pattern, "--no-paginate", *token)
        yield page
        if "nextToken" not in page:
            return
        token = ["--next-token", page["nextToken"]]


def compare_alarms(run):
    """Alarms that entered ALARM are those that the backtest predicts from the same records."""
    predicted = json.loads(run.flowlogs("backtest", "--template", run.state["template"], "--json", "-", run.state["records"]).stdout)
    expected = {alarm["alarm"] for alarm in predicted["alarms"] if alarm["timesInAlarm"] > 0}
    run.real("evaluate alarms")
    history = run.aws("cloudwatch", "describe-alarm-history", "--history-item-type", "StateUpdate")["AlarmHistoryItems"]
    entered = {item["AlarmName"] for item in history if '"stateValue":"ALARM"' in item["HistoryData"].replace(" ", "") and "to ALARM" in item["HistorySummary"]}
    names = {resource["Properties"].get("AlarmName") for resource in run.state["body"]["Resources"].values() if resource["Type"] == "AWS::CloudWatch::Alarm"}
    missing, surplus = expected - entered, (entered & names) - expected
    if missing or surplus:
        raise Failed(f"predicted only: {sorted(missing)}; in CloudWatch only: {sorted(surplus)}")
    return f"{len(expected)} alarms entered ALARM, as predicted"


def compare_athena(run):
    run.real("run Athena queries")
    workgroup, database = run.first("AWS::Athena::WorkGroup"), run.first("AWS::Glue::Database")
    rows = run.flowlogs("query", "top-rejected", "--last", "24h", "--workgroup", workgroup, "--database", database, "--output", "json").stdout.splitlines()
    if not any(run.state["probe"] in row for row in rows):
        raise Failed(f"the probe {run.state['probe']} is not among the {len(rows)} top rejected sources")
    return f"{len(rows)} rows, the probe among them"


# Facts that the documentation marks as not confirmed. Each returns what AWS did.

def fact_not_equal_takes_an_expression(run):
    run.real("implement test-metric-filter")
    answer = run.aws("logs", "test-metric-filter", "--filter-pattern", "[a, b != 10.*]", "--log-event-messages", "x 10.0.0.1", "x 192.0.2.1")
    return "`!=` takes a wildcard" if len(answer["matches"]) == 1 else "`!=` compares with the text of the wildcard"


def fact_default_value(run):
    run.real("evaluate metric filters")
    now = int(time.time() * 1000)
    run.aws("logs", "create-log-group", "--log-group-name", PROBES)
    run.aws("logs", "create-log-stream", "--log-group-name", PROBES, "--log-stream-name", "probe")
    run.aws("logs", "put-metric-filter", "--log-group-name", PROBES, "--filter-name", "probe", "--filter-pattern", "match", "--metric-transformations",
            "metricName=Probe,metricNamespace=FlowLogStackAcceptance,metricValue=5,defaultValue=3")
    time.sleep(60)
    events = [{"timestamp": now + 60_000, "message": message} for message in ("match", "other", "other")]
    run.aws("logs", "put-log-events", "--log-group-name", PROBES, "--log-stream-name", "probe", "--log-events", json.dumps(events))
    for _ in range(20):
        time.sleep(30)
        points = run.aws("cloudwatch", "get-metric-statistics", "--namespace", "FlowLogStackAcceptance", "--metric-name", "Probe",
                         "--period", "60", "--statistics", "Sum", "SampleCount",
                         "--start-time", str(now // 1000 - 600), "--end-time", str(now // 1000 + 1800))["Datapoints"]
        if points:
            return f"1 match worth 5 and 2 others with default 3 give Sum {points[0]['Sum']:g}, SampleCount {points[0]['SampleCount']:g}"
    raise Failed("no datapoint arrived in ten minutes")


def fact_flow_log_of_the_same_format(run):
    run.real("enforce limits of flow logs")
    flow_logs = run.aws("ec2", "describe-flow-logs", "--filter", f"Name=resource-id,Values={run.first('AWS::EC2::VPC')}")["FlowLogs"]
    flow_log = next(flow_log for flow_log in flow_logs if flow_log["LogDestinationType"] == "s3")
    answer = run.aws("ec2", "create-flow-logs", "--resource-type", "VPC", "--resource-ids", flow_log["ResourceId"], "--traffic-type", "ALL",
                     "--log-destination-type", "s3", "--log-destination", flow_log["LogDestination"], "--log-format", flow_log["LogFormat"])
    if answer.get("FlowLogIds"):
        run.aws("ec2", "delete-flow-logs", "--flow-log-ids", *answer["FlowLogIds"])
        return "a second flow log of the same resource, destination and format is accepted"
    return f"a second flow log is not accepted: {[entry['Error']['Code'] for entry in answer.get('Unsuccessful', [])]}"


def fact_dash_in_an_integer_column(run):
    run.real("run Athena queries")
    workgroup, database = run.first("AWS::Athena::WorkGroup"), run.first("AWS::Glue::Database")
    tables = [resource["Properties"]["TableInput"] for resource in run.state["body"]["Resources"].values() if resource["Type"] == "AWS::Glue::Table"]
    table = next(table for table in tables if table["TableType"] == "EXTERNAL_TABLE")
    sql = f"SELECT count(*) FROM {database}.{table['Name']} WHERE log_status = 'NODATA' AND srcport IS NULL"
    query = run.aws("athena", "start-query-execution", "--query-string", sql, "--work-group", workgroup)["QueryExecutionId"]
    for _ in range(60):
        time.sleep(5)
        state = run.aws("athena", "get-query-execution", "--query-execution-id", query)["QueryExecution"]["Status"]
        if state["State"] == "SUCCEEDED":
            count = run.aws("athena", "get-query-results", "--query-execution-id", query)["ResultSet"]["Rows"][1]["Data"][0]["VarCharValue"]
            return f"`-` is NULL in {count} records without data"
        if state["State"] in ("FAILED", "CANCELLED"):
            raise Failed(state.get("StateChangeReason", state["State"]))
    raise Failed("the query did not end in five minutes")


def delete_stack_of_stand_in(run):
    """Deletes the stack, and returns why something of it is left, or an empty text."""
    try:
        run.cdk("destroy", "--app", run.folder / "cdk.out", "--force")
    except Failed as problem:
        if "has dependencies and cannot be deleted" not in str(problem):
            raise
        return "the stand-in does not delete route tables, so it keeps the VPC"
    return ""


def destroy(run):
    if run.is_real:
        for stack in (TRAFFIC, STACK):
            run.aws("cloudformation", "delete-stack", "--stack-name", stack)
            run.command(["aws", "cloudformation", "wait", "stack-delete-complete", "--stack-name", stack])
        subprocess.run(["aws", "logs", "delete-log-group", "--log-group-name", PROBES], env=run.environment, capture_output=True)
    else:
        left = delete_stack_of_stand_in(run)
        if left:
            raise Skipped(left)
    left = [stack["StackName"] for stack in run.aws("cloudformation", "list-stacks")["StackSummaries"]
            if stack["StackName"] in (STACK, TRAFFIC) and stack["StackStatus"] != "DELETE_COMPLETE"]
    if left:
        raise Failed(f"still there: {', '.join(left)}. Delete them in the CloudFormation console.")
    return "both stacks are deleted"


STEPS = [
    ("bootstrap", bootstrap), ("deploy the lab", deploy_lab), ("verify the lab", verify), ("make traffic", make_traffic),
    ("let topics send to the queue", allow_topics),
    ("deploy everything", deploy_everything), ("wait for records", wait), ("verify everything", verify), ("notifications arrive", verify_notifications),
    ("download the records", download_records), ("filters select the predicted events", compare_filters), ("alarms are those predicted", compare_alarms),
    ("Athena finds the probe", compare_athena),
    ("fact: `!=` takes an expression in filter patterns", fact_not_equal_takes_an_expression),
    ("fact: when a filter's default value is published", fact_default_value),
    ("fact: two flow logs of one format", fact_flow_log_of_the_same_format),
    ("fact: `-` in an integer column of a text table", fact_dash_in_an_integer_column),
]


def report(run):
    lines = ["| step | outcome | found |", "|---|---|---|"]
    for name, outcome, found in run.rows:
        lines.append(f"| {name} | {outcome} | " + found.replace("|", "\\|").replace("\n", " ") + " |")
    run.options.report.write_text("# Acceptance run\n\n" + "\n".join(lines) + "\n")
    print(f"report: {run.options.report}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--yes", action="store_true", help="deploy without asking")
    parser.add_argument("--region", help="AWS Region. Default: that of the AWS CLI")
    parser.add_argument("--minutes", type=int, default=45, help="how long traffic is recorded. Default: 45")
    parser.add_argument("--stand-in", metavar="URL", help="dry run against a local stand-in for AWS")
    parser.add_argument("--report", type=pathlib.Path, default=pathlib.Path("acceptance.md"), help="the report. Default: acceptance.md")
    parser.add_argument("--flowlogs", default=f"dotnet run --project {ROOT / 'src/FlowLogStack.Cli'} --", help="the command line to test")
    parser.add_argument("--app", default=f"dotnet run --project {ROOT / 'src/FlowLogStack.App'}", help="the CDK app to test")
    options = parser.parse_args()
    cost = sum(amount for _, amount in COSTS)
    for what, amount in COSTS:
        print(f"{amount:6.3f} USD  {what}")
    print(f"{cost:6.3f} USD  in total at most, at list prices of us-east-1 for two hours; the limit of this script is {LIMIT:.2f} USD")
    if cost > LIMIT:
        print("The estimate is above the limit: nothing was deployed.", file=sys.stderr)
        return 2
    run = Run(options)
    if run.is_real:
        try:
            identity = run.aws("sts", "get-caller-identity")
            run.aws("cloudformation", "describe-stacks", "--stack-name", "CDKToolkit")
        except Failed as problem:
            print(f"The run did not start: {problem}\nSign in, and bootstrap the account once: npx {CDK} bootstrap", file=sys.stderr)
            return 2
        print(f"Account {identity['Account']}, Region {run.environment.get('AWS_REGION', 'of the AWS CLI')}")
        if not options.yes and input("Deploy to this account? Type yes: ") != "yes":
            return 2
    try:
        for name, action in STEPS:
            if run.step(name, action) == "FAILED" and action in (bootstrap, deploy_lab):
                break
    finally:
        # Also after Ctrl-C: what was deployed costs money.
        run.step("delete everything", destroy)
        report(run)
    return 1 if any(outcome == "FAILED" for _, outcome, _ in run.rows) else 0


if __name__ == "__main__":
    sys.exit(main())
