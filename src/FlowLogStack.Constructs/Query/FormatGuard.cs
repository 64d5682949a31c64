using Amazon.CDK;
using Constructs;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>
/// A parameter that stores the format of a table's objects at the first deployment, and a template rule. With the rule, CloudFormation stops
/// an update that would give the table another format for the same objects.
/// </summary>
/// <remarks>An update keeps the values of parameters that it doesn't set, as <c>cdk deploy</c> and <c>aws cloudformation deploy</c> do by default.</remarks>
static class FormatGuard
{
    internal static CfnParameter Create(Construct scope, string tableName, FlowLogFormat format, FileFormat fileFormat)
    {
        var expected = ArchiveFormat.Of(format, fileFormat);
        var parameter = new CfnParameter(scope, "Format", new CfnParameterProps
        {
            Type = "String",
            Default = expected,
            Description = $"Remembers the format of the objects of the table {Shown(tableName)}. Leave it as it is.",
        });
        new CfnRule(scope, "FormatIsUnchanged", new CfnRuleProps
        {
            Assertions =
            [
                new CfnRuleAssertion
                {
                    Assert = Fn.ConditionEquals(parameter.ValueAsString, expected),
                    AssertDescription = $"The format or file format of the table {Shown(tableName)} has changed, but its objects have not. Set "
                        + "archive.generation to the next number, "
                        + "which makes a new table. If the objects have the new format already, deploy with --no-previous-parameters.",
                },
            ],
        });
        return parameter;
    }

    // Descriptions can't contain intrinsic functions.
    static string Shown(string tableName) => Token.IsUnresolved(tableName) ? "of the archive" : tableName;
}
