using System.Globalization;
using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Scheduler;
using Amazon.CDK.AWS.StepFunctions;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack.Query;

/// <summary>Athena queries that run once a day and notify topics of their findings, with an alarm on failed runs.</summary>
/// <remarks>
/// A schedule starts a Step Functions state machine. It runs each query, and publishes the findings of those that have any. A query that fails
/// doesn't stop the others, and is an execution that failed. Each query is billed for the bytes that it scans, about 5 USD a TB.
/// </remarks>
public sealed class ScheduledQueries : Construct
{
    const int SubjectLength = 100;

    static readonly string[] Retried = ["Athena.InternalServerException", "Athena.TooManyRequestsException", "Athena.AmazonAthenaException"];

    readonly ScheduledQueriesProps props;

    /// <summary>Creates the state machine, its role, the schedule, its role, and the alarm.</summary>
    /// <exception cref="ArgumentException">There is no topic, more than five, or no query that the log format has the fields for.</exception>
    public ScheduledQueries(Construct scope, string id, ScheduledQueriesProps props)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        this.props = props;
        var target = props.Table.Target with { Scope = props.Scope };
        Queries = [.. props.Queries.Where(query => query.Query.FitsTo(target))];
        EnsureValid();
        var role = NewMachineRole();
        StateMachine = new CfnStateMachine(this, "StateMachine", new CfnStateMachineProps
        {
            StateMachineType = "STANDARD",
        }
            .With(nameof(CfnStateMachineProps.DefinitionString), Places.StackOf(this).ToJsonString(Definition(target)))
            .With(nameof(CfnStateMachineProps.RoleArn), role.RoleArn));
        PrincipalAccess.Await(StateMachine, role);
        var scheduleRole = NewScheduleRole();
        Schedule = new CfnSchedule(this, "Schedule", new CfnScheduleProps
        {
            Description = $"Queries {props.Table.TableName} for findings",
            ScheduleExpression = props.ScheduleExpression,
            FlexibleTimeWindow = new CfnSchedule.FlexibleTimeWindowProperty { Mode = "FLEXIBLE", MaximumWindowInMinutes = 15 },
            Target = new CfnSchedule.TargetProperty
            {
                Input = "{}",
                RetryPolicy = new CfnSchedule.RetryPolicyProperty { MaximumEventAgeInSeconds = 3600, MaximumRetryAttempts = 5 },
            }
                .With(nameof(CfnSchedule.TargetProperty.Arn), StateMachine.Ref)
                .With(nameof(CfnSchedule.TargetProperty.RoleArn), scheduleRole.RoleArn),
        });
        PrincipalAccess.Await(Schedule, scheduleRole);
        Alarm = NewAlarm();
    }

    /// <summary>The queries that run: those of the properties for which the log format of the table has the fields.</summary>
    public IReadOnlyList<ScheduledAthenaQuery> Queries { get; }

    /// <summary>The state machine that runs the queries.</summary>
    public CfnStateMachine StateMachine { get; }

    /// <summary>The schedule, which starts the state machine.</summary>
    public CfnSchedule Schedule { get; }

    /// <summary>The alarm on failed runs.</summary>
    public Alarm Alarm { get; }

    /// <summary>Returns the metric of runs in which a query failed, which <see cref="Alarm"/> evaluates. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricFailedRuns(IMetricOptions? options = null) =>
        ServiceMetric.Of("AWS/States", "ExecutionsFailed", options, ("StateMachineArn", StateMachine.Ref));

    void EnsureValid()
    {
        if (props.Topics.Count == 0)
            throw new ArgumentException("Topics is empty, so that nothing receives the findings of scheduled queries. Add at least one topic.");
        AlarmLimits.EnsureTopics("Scheduled queries failed", props.Topics.Count);
        if (props.Queries.Count == 0)
            throw new ArgumentException("Queries is empty. Add at least one query, or leave Queries at its default.");
        if (Queries.Count == 0)
        {
            var missing = props.Queries[0].Query.Fields.Where(field => !props.Table.Target.Format.Contains(field)).Select(field => field.Name);
            throw new ArgumentException($"The log format of the table has the fields of none of the {props.Queries.Count} scheduled queries: "
                + $"'{props.Queries[0].Query.Id}' requires {string.Join(", ", missing)}. Add the fields to the log format, or schedule other queries.");
        }

        if (LookupValue.IsKnown(props.ScheduleExpression) && !props.ScheduleExpression.StartsWith("cron(", StringComparison.Ordinal)
            && !props.ScheduleExpression.StartsWith("rate(", StringComparison.Ordinal))
            throw new ArgumentException($"'{props.ScheduleExpression}' is not a recurring schedule of EventBridge Scheduler. Use a cron or rate "
                + "expression, such as cron(15 6 * * ? *).");
    }

    Dictionary<string, object> Definition(AthenaTarget target) => new()
    {
        ["Comment"] = "Runs queries on flow logs, and publishes their findings",
        ["StartAt"] = "Queries",
        ["States"] = new Dictionary<string, object>
        {
            ["Queries"] = new Dictionary<string, object>
            {
                ["Type"] = "Pass",
                ["Result"] = Queries.Select(query => Item(query, target)).ToArray(),
                ["Next"] = "Each",
            },
            ["Each"] = new Dictionary<string, object>
            {
                ["Type"] = "Map",
                ["MaxConcurrency"] = 1,
                ["ItemProcessor"] = new Dictionary<string, object>
                {
                    ["ProcessorConfig"] = new Dictionary<string, object> { ["Mode"] = "INLINE" },
                    ["StartAt"] = "Run",
                    ["States"] = StatesOfQuery(),
                },
                ["Next"] = "Outcome",
            },
            ["Outcome"] = new Dictionary<string, object>
            {
                ["Type"] = "Pass",
                ["Parameters"] = new Dictionary<string, object> { ["hasFailed.$"] = "States.ArrayContains($[*].outcome, 'failed')" },
                ["Next"] = "HasFailed",
            },
            ["HasFailed"] = Choice("$.hasFailed", "BooleanEquals", true, "Failed", "Succeeded"),
            ["Failed"] = new Dictionary<string, object>
            {
                ["Type"] = "Fail",
                ["Error"] = "QueryFailed",
                ["Cause"] = "A query or the publication of its findings failed. The events of the execution contain the error.",
            },
            ["Succeeded"] = new Dictionary<string, object> { ["Type"] = "Succeed" },
        },
    };

    Dictionary<string, object> Item(ScheduledAthenaQuery query, AthenaTarget target)
    {
        var subject = $"Flow logs: {query.Query.Name}";
        return new()
        {
            ["subject"] = subject.Length > SubjectLength ? subject[..SubjectLength] : subject,
            ["before"] = $"{query.Query.Description}\n\nFindings: ",
            ["between"] = $"; at most {ScheduledAthenaQuery.ListedFindings} are listed.\n\n",
            ["sql"] = query.ToSql(target, props.Window),
        };
    }

    Dictionary<string, object> StatesOfQuery()
    {
        const string Row = "$.result.ResultSet.Rows[1].Data";
        var states = new Dictionary<string, object>
        {
            ["Run"] = NewTask("athena:startQueryExecution.sync", "$.run", "Read", new()
            {
                ["QueryString.$"] = "$.sql",
                ["WorkGroup"] = props.Workgroup.Workgroup.Ref,
                ["QueryExecutionContext"] = new Dictionary<string, object> { ["Database"] = props.Table.DatabaseName },
            }),
            ["Read"] = NewTask("athena:getQueryResults", "$.result", "HasFindings", new() { ["QueryExecutionId.$"] = "$.run.QueryExecution.QueryExecutionId" }),
            // The first row has the names of the columns.
            ["HasFindings"] = Choice($"{Row}[0].VarCharValue", "StringEquals", "0", "Done", Publish(0)),
            ["Done"] = Ended("done"),
            ["Caught"] = Ended("failed"),
        };
        for (var i = 0; i < props.Topics.Count; i++)
        {
            states[Publish(i)] = NewTask("sns:publish", "$.published", i + 1 < props.Topics.Count ? Publish(i + 1) : "Done", new()
            {
                ["TopicArn"] = props.Topics[i].TopicArn,
                ["Subject.$"] = "$.subject",
                ["Message.$"] = $"States.Format('{{}}{{}}{{}}{{}}', $.before, {Row}[0].VarCharValue, $.between, {Row}[1].VarCharValue)",
            });
        }

        return states;

        static string Publish(int topic) => topic == 0 ? "Publish" : string.Create(CultureInfo.InvariantCulture, $"Publish{topic + 1}");
    }

    Dictionary<string, object> NewTask(string action, string result, string next, Dictionary<string, object> parameters) => new()
    {
        ["Type"] = "Task",
        ["Resource"] = $"arn:{Places.PartitionOf(this)}:states:::{action}",
        ["Parameters"] = parameters,
        ["ResultPath"] = result,
        ["Retry"] = new object[]
        {
            new Dictionary<string, object> { ["ErrorEquals"] = Retried, ["IntervalSeconds"] = 30, ["MaxAttempts"] = 3, ["BackoffRate"] = 2 },
        },
        ["Catch"] = new object[]
        {
            new Dictionary<string, object> { ["ErrorEquals"] = new[] { "States.ALL" }, ["ResultPath"] = "$.error", ["Next"] = "Caught" },
        },
        ["Next"] = next,
    };

    static Dictionary<string, object> Choice(string variable, string comparison, object value, string next, string otherwise) => new()
    {
        ["Type"] = "Choice",
        ["Choices"] = new object[] { new Dictionary<string, object> { ["Variable"] = variable, [comparison] = value, ["Next"] = next } },
        ["Default"] = otherwise,
    };

    static Dictionary<string, object> Ended(string outcome) => new()
    {
        ["Type"] = "Pass",
        ["Result"] = new Dictionary<string, object> { ["outcome"] = outcome },
        ["End"] = true,
    };

    // A query runs with the permissions of the principal that starts it, on the Data Catalog and on the objects.
    Role NewMachineRole()
    {
        var stack = Places.StackOf(this);
        var role = NewRole("Role", "Runs scheduled queries on flow logs", "states.amazonaws.com", new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = stack.Account },
            // The name of the state machine is generated, and the state machine depends on the role.
            ["ArnLike"] = new Dictionary<string, object>
            {
                ["aws:SourceArn"] = stack.FormatArn(new ArnComponents
                {
                    Service = "states",
                    Resource = "stateMachine",
                    ResourceName = "*",
                    ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
                }),
            },
        });
        props.Workgroup.GrantQuery(role, props.Table);
        Allow(["athena:GetDataCatalog"], stack.FormatArn(new ArnComponents { Service = "athena", Resource = "datacatalog", ResourceName = "AwsDataCatalog" }));
        foreach (var topic in props.Topics)
        {
            Allow(["sns:Publish"], topic.TopicArn);
            TopicAccess.LetEncrypt(role, topic);
        }

        return role;

        void Allow(string[] actions, params string[] resources) =>
            role.AddToPolicy(new PolicyStatement(new PolicyStatementProps { Actions = actions, Resources = resources }));
    }

    Role NewScheduleRole()
    {
        var role = NewRole("ScheduleRole", "Starts scheduled queries on flow logs", "scheduler.amazonaws.com", new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Places.EnvironmentOf(this).Account },
        });
        role.AddToPolicy(new PolicyStatement(new PolicyStatementProps { Actions = ["states:StartExecution"], Resources = [StateMachine.Ref] }));
        return role;
    }

    Role NewRole(string id, string description, string service, Dictionary<string, object> conditions) => new(this, id, new RoleProps
    {
        Description = description,
        AssumedBy = new ServicePrincipal(service, new ServicePrincipalOpts { Conditions = conditions }),
    });

    Alarm NewAlarm()
    {
        var name = NamePrefix.Of(this, props.AlarmNamePrefix) + "Scheduled queries failed";
        AlarmLimits.EnsureName(name);
        PhysicalNames.Reserve(this, "alarms", name, "Set another AlarmNamePrefix for one of them.");
        var alarm = new Alarm(this, "Failed", new AlarmProps
        {
            AlarmName = name,
            AlarmDescription = "A scheduled query on flow logs failed, so that its findings are unknown. Open the failed execution of the state "
                + "machine; the event before the state 'Caught' contains the error.",
            Metric = MetricFailedRuns(),
            Threshold = 1,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            EvaluationPeriods = 1,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
        AlarmActions.Notify(alarm, alarm, props.Topics, whenOk: false);
        return alarm;
    }
}
