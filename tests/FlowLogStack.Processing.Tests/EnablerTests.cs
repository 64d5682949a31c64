using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Processing.Tests;

public sealed class EnablerTests
{
    const string Plan = """{"format":"${version}","traffic":"ALL","interval":60,"destinations":[{"type":"s3","name":"arn:aws:s3:::b"}]}""";

    static EnablerSettings Read(params (string Name, string Value)[] variables)
    {
        var environment = variables.Prepend((EnablerVariables.FlowLogs, Plan)).GroupBy(variable => variable.Item1)
            .ToDictionary(group => group.Key, group => group.Last().Item2);
        return EnablerSettings.Read(name => environment.GetValueOrDefault(name));
    }

    [Theory]
    [InlineData("""{"reconcile":{}}""", "all VPCs")]
    [InlineData("""{"reconcile":{"dryRun":false}}""", "all VPCs")]
    [InlineData("""{"reconcile":{"dryRun":true}}""", "all VPCs, dry run")]
    [InlineData("""{"detail":{"eventName":"CreateVpc","responseElements":{"vpc":{"vpcId":"vpc-1"}}}}""", "vpc-1")]
    [InlineData("""{"detail":{"eventName":"CreateDefaultVpc","errorCode":null,"responseElements":{"vpc":{"vpcId":"vpc-1"}}}}""", "vpc-1")]
    [InlineData("""{"detail":{"eventName":"CreateVpc","errorCode":"VpcLimitExceeded"}}""", "")]
    public void An_event_is_a_request_for_all_VPCs_or_those_of_a_call(string json, string expected)
    {
        var request = EnablerRequest.Parse(Encoding.UTF8.GetBytes(json));
        Assert.Equal(expected, (request.Vpcs is null ? "all VPCs" : string.Join(' ', request.Vpcs)) + (request.IsDryRun ? ", dry run" : ""));
    }

    [Theory]
    [InlineData("""{"reconcile":7}""", "The event's 'reconcile' is not an object.")]
    [InlineData("""{"reconcile":{"dryRun":"true"}}""", "The event's 'dryRun' is not true or false.")]
    [InlineData("""{"detail":{"eventName":"DeleteVpc"}}""", "The event is not supported.")]
    [InlineData("""{"detail":{}}""", "The event is not supported.")]
    [InlineData("""{"detail":7}""", "The event is not supported.")]
    [InlineData("{}", "The event is not supported.")]
    [InlineData("""["reconcile"]""", "The event is not supported.")]
    [InlineData("""{"detail":{"eventName":"CreateVpc"}}""", "The event of CreateVpc has no 'responseElements'.")]
    [InlineData("""{"detail":{"eventName":"CreateVpc","responseElements":{}}}""", "The response of CreateVpc has no 'vpc'.")]
    [InlineData("""{"detail":{"eventName":"CreateVpc","responseElements":{"vpc":{"vpcId":7}}}}""", "The VPC of CreateVpc has no 'vpcId' that is text.")]
    public void Other_events_are_errors(string json, string error) =>
        Assert.StartsWith(error, Assert.Throws<EventException>(() => EnablerRequest.Parse(Encoding.UTF8.GetBytes(json))).Message);

    [Fact]
    public void Each_variable_is_its_own_setting()
    {
        Assert.Equal((null, "FlowLogs=off", "flow-log-enabler", false, "FlowLogStack", ""), Values(Read()));
        Assert.Equal(("1", "a=b", "c", true, "n", "f"), Values(Read((EnablerVariables.Account, "1"), (EnablerVariables.OptOutTag, "a=b"),
            (EnablerVariables.Creator, "c"), (EnablerVariables.DryRun, "true"), ("METRICS_NAMESPACE", "n"), ("AWS_LAMBDA_FUNCTION_NAME", "f"))));
        Assert.Equal(Values(Read()), Values(Read((EnablerVariables.Account, ""), (EnablerVariables.OptOutTag, ""), (EnablerVariables.Creator, ""),
            (EnablerVariables.DryRun, ""), ("METRICS_NAMESPACE", ""), ("AWS_LAMBDA_FUNCTION_NAME", ""))));
        Assert.False(Read((EnablerVariables.DryRun, "false")).IsDryRun);
        Assert.Equal("arn:aws:s3:::b", Read().Plan.Destinations.Single().Name);

        static (string?, string, string, bool, string, string) Values(EnablerSettings settings) => (settings.Account, settings.OptOut.ToString(),
            settings.Creator, settings.IsDryRun, settings.MetricsNamespace, settings.FunctionName);
    }

    [Theory]
    [InlineData(EnablerVariables.FlowLogs, "{}", "is not the JSON of flow logs: ")]
    [InlineData(EnablerVariables.OptOutTag, "=", "is not a tag: '=' is not a tag.")]
    [InlineData(EnablerVariables.DryRun, "yes", "'yes' is not valid. Use true or false.")]
    public void A_variable_that_is_not_valid_is_an_error_with_its_name(string variable, string value, string problem)
    {
        var error = Assert.Throws<SettingsException>(() => Read((variable, value)));

        Assert.Equal(variable, error.Variable);
        Assert.StartsWith($"{variable} {problem}", error.Message);
        Assert.DoesNotContain("..", error.Message);
        if (variable is not EnablerVariables.DryRun)
            Assert.EndsWith(". Deploy the stack of the enabler again.", error.Message);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("{}", true)]
    public void The_function_is_an_enabler_if_its_environment_has_flow_logs(string? value, bool expected) =>
        Assert.Equal(expected, EnablerSettings.AreIn(name => name == EnablerVariables.FlowLogs ? value : "other"));
}
