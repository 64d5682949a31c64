using System.Text.Json.Nodes;
using Amazon.S3.Model;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>Checks that the objects of archives have the log format of their tables in the template. A changed format requires a new generation.</summary>
sealed class FormatChecks(Deployed deployed, string json, IReadOnlyDictionary<string, string> remembered)
{
    const string List = "s3:ListBucket";
    const string Cure = "Set archive.generation to the next number, and add the previous format to archive.earlier";

    internal async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellation)
    {
        var checks = new List<Check>(Remembered());
        foreach (var flowLog in deployed.OfType("AWS::EC2::FlowLog"))
        {
            if (FlowLogDestination.Of(flowLog) is { Type: FlowLogDestination.Bucket, Name: not null } destination
                && await OldestAsync(flowLog, destination, cancellation).ConfigureAwait(false) is { } check)
                checks.Add(check);
        }

        return checks;
    }

    // A deployment stores the log format of each table in a parameter. Earlier versions stored none.
    IEnumerable<Check> Remembered()
    {
        foreach (var (name, parameter) in JsonNode.Parse(json)!["Parameters"] as JsonObject ?? [])
        {
            if (parameter?["Default"] is not JsonValue value || !value.TryGetValue<string>(out var expected)
                || !expected.StartsWith(ArchiveFormat.Prefix, StringComparison.Ordinal) || !remembered.TryGetValue(name, out var deployedFormat))
                continue;
            var check = new Check(CheckKind.ArchiveFormat, name, CheckOutcome.Passed, "the format of the objects matches the template");
            yield return deployedFormat == expected
                ? check
                : check with { Outcome = CheckOutcome.Failed, Detail = $"the objects are {Shown(deployedFormat)}, but {Shown(expected)} in the template",
                    Cure = Cure };
        }
    }

    // Keys begin with the date, so the first object is the oldest.
    async Task<Check?> OldestAsync(TemplateResource flowLog, FlowLogDestination destination, CancellationToken cancellation)
    {
        if (deployed.Deployment.AccountId is not { } account || deployed.Deployment.Region is not { } region)
            return null;
        var (bucket, prefix) = DestinationArn.BucketOf(destination.Name) ?? (destination.Name!, "");
        var layout = ArchiveLayout.Of(flowLog) with { Prefix = prefix };
        try
        {
            var page = await ServiceCall.OnceAsync(List, () =>
                deployed.Services.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = layout.RegionPrefix(account, region),
                        MaxKeys = 1 }, cancellation)).ConfigureAwait(false);
            if (page.S3Objects is not [{ Key: { } key }, ..] || key.EndsWith(".parquet", StringComparison.Ordinal) == layout.FileFormat is FileFormat.Parquet)
                return null;
            var expected = layout.FileFormat is FileFormat.Parquet ? ArchiveLayout.Parquet : ArchiveLayout.PlainText;
            return new Check(CheckKind.ArchiveFormat, destination.ToString(), CheckOutcome.Failed,
                $"the oldest object, {key}, is not {expected}, which the template requires", Cure) { LogicalId = flowLog.LogicalId };
        }
        catch (ServiceCallException)
        {
            // The arrival check reports the missing permission.
            return null;
        }
    }

    static string Shown(string format) => format[ArchiveFormat.Prefix.Length..];
}
