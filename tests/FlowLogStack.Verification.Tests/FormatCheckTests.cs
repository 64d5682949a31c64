using Amazon.CloudFormation.Model;
using FlowLogStack.Records;

namespace FlowLogStack.Verification.Tests;

public sealed class FormatCheckTests
{
    const string Oldest =
        "network/AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2025/month=01/day=31/hour=12/"
            + "111122223333_vpcflowlogs_eu-west-1_fl-0_20250131T1250Z_0a1b2c3d";

    static readonly string Text = ArchiveFormat.Of(FlowLogFormat.Default, FileFormat.PlainText);
    static readonly string Parquet = ArchiveFormat.Of(FlowLogFormat.Default, FileFormat.Parquet);

    static async Task<IReadOnlyList<Check>> FormatsAsync(Account account, string? template = null) =>
        [.. (await Given.VerifyAsync(account, template: template)).Checks.Where(check => check.Kind is CheckKind.ArchiveFormat)];

    static string WithFormat(string expected) => Given.Template.Replace("\"Parameters\": {", $$"""
        "Parameters": { "TableFormat": { "Type": "String", "Default": "{{expected}}" },
        """, StringComparison.Ordinal);

    static Account Remembering(string format)
    {
        var account = Given.Account();
        account.Stacks[0].Parameters!.Add(new Parameter { ParameterKey = "TableFormat", ParameterValue = format });
        return account;
    }

    [Fact]
    public async Task Passes_a_table_whose_format_is_that_of_its_first_deployment()
    {
        var check = Assert.Single(await FormatsAsync(Remembering(Text), WithFormat(Text)));
        Assert.Equal(("TableFormat", CheckOutcome.Passed), (check.Subject, check.Outcome));
    }

    [Fact]
    public async Task Fails_a_format_that_changed_without_a_new_generation()
    {
        var check = Assert.Single(await FormatsAsync(Remembering(Text), WithFormat(Parquet)));
        Assert.Equal(CheckOutcome.Failed, check.Outcome);
        Assert.StartsWith("the objects are plain-text/", check.Detail);
        Assert.Contains("but parquet/", check.Detail);
        Assert.StartsWith("Set archive.generation to the next number", check.Cure);
    }

    [Fact]
    public async Task Says_nothing_of_a_deployment_that_does_not_remember_its_format() => Assert.Empty(await FormatsAsync(Given.Account(), WithFormat(Text)));

    [Fact]
    public async Task Fails_an_archive_whose_oldest_object_is_of_another_file_format()
    {
        var account = Given.Account();
        account.Objects.Insert(0, (Oldest + ".log.parquet", DateTime.UnixEpoch));
        var check = Assert.Single(await FormatsAsync(account));
        Assert.Equal(("bucket bucket/network", CheckOutcome.Failed, $"the oldest object, {Oldest}.log.parquet, is not plain-text, which the template requires"),
            (check.Subject, check.Outcome, check.Detail));
        account.Objects[0] = (Oldest + ".log.gz", DateTime.UnixEpoch);
        Assert.Empty(await FormatsAsync(account));
    }

    [Fact]
    public async Task A_flow_log_of_another_format_to_the_same_folder_is_told_of_generations()
    {
        var account = Given.Account();
        account.FlowLogs[1].LogFormat = "${srcaddr}";
        Assert.StartsWith("Set archive.generation to the next number", (await Given.OnlyAsync(account)).Cure);
        account.FlowLogs[1].LogDestination = "arn:aws:s3:::bucket";
        Assert.StartsWith("Deploy the template again", (await Given.OnlyAsync(account)).Cure);
    }
}
