using System.Text.Json.Nodes;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>The S3 key layout of a flow log in a template.</summary>
static class ArchiveLayout
{
    internal const string PlainText = "plain-text";
    internal const string Parquet = "parquet";

    internal static S3Layout Of(TemplateResource flowLog)
    {
        var options = flowLog.Properties["DestinationOptions"] as JsonObject;
        return new S3Layout
        {
            FileFormat = ResourceValues.Text(options.Member("FileFormat")) == Parquet ? FileFormat.Parquet : FileFormat.PlainText,
            HiveCompatiblePartitions = Flag(options, "HiveCompatiblePartitions"),
            PerHourPartition = Flag(options, "PerHourPartition"),
        };
    }

    static bool Flag(JsonObject? options, string name) => bool.TryParse(ResourceValues.Text(options.Member(name)), out var flag) && flag;
}
