using System.Globalization;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>Renders the catalog of fields as a Markdown page.</summary>
public static class FieldPage
{
    /// <summary>The page of all fields, by the version that introduced them.</summary>
    public static string ToMarkdown()
    {
        var page = new StringBuilder("# Fields\n\nThe fields that a flow log can have, as `flowlogs fields` prints them. [What flow logs don't "
            + "record](not-recorded.md) lists what no field has.\n");
        Table(page, "VPC", RecordKinds.Vpc);
        Table(page, "transit gateway", RecordKinds.TransitGateway);
        return page.ToString();
    }

    static void Table(StringBuilder page, string records, RecordKinds kind)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## Fields of {records} records\n\n| field | since version | type in Athena | meaning "
            + $"|\n|---|---|---|---|\n");
        foreach (var field in FlowField.Catalogue.Where(field => field.AppliesTo.HasFlag(kind)))
            page.Append(CultureInfo.InvariantCulture,
                $"| `{field.Name}` | {field.SinceVersion} | {FlowLogFormat.Of(field).ToGlueColumns()[0].Type} | {field.Meaning} |\n");
    }
}
