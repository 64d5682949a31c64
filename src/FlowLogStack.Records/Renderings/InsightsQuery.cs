namespace FlowLogStack.Records;

/// <summary>
/// Generator of CloudWatch Logs Insights commands for a log format. In the default format Logs Insights discovers the fields; for
/// other formats a <c>parse</c> command extracts every field in order.
/// </summary>
public sealed class InsightsQuery
{
    // Insights discovers these in the default format, under names of its own.
    internal static readonly Dictionary<FlowField, string> Discovered = new()
    {
        [FlowField.Version] = "version",
        [FlowField.AccountId] = "accountId",
        [FlowField.InterfaceId] = "interfaceId",
        [FlowField.SrcAddr] = "srcAddr",
        [FlowField.DstAddr] = "dstAddr",
        [FlowField.SrcPort] = "srcPort",
        [FlowField.DstPort] = "dstPort",
        [FlowField.Protocol] = "protocol",
        [FlowField.Packets] = "packets",
        [FlowField.Bytes] = "bytes",
        [FlowField.Start] = "startTime",
        [FlowField.End] = "endTime",
        [FlowField.Action] = "action",
        [FlowField.LogStatus] = "logStatus",
    };

    readonly FlowLogFormat format;

    InsightsQuery(FlowLogFormat format) => this.format = format;

    /// <summary>Creates the generator of queries over records of a log format.</summary>
    public static InsightsQuery For(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return new InsightsQuery(format);
    }

    /// <summary><c>parse</c> command for every field of a custom format; null for the default format, which needs none.</summary>
    public string? ParseCommand => IsDiscovered ? null : ToParseCommand(format);

    bool IsDiscovered => format.Equals(FlowLogFormat.Default);

    /// <summary>Returns the glob <c>parse</c> command for every field of a format, in order, even if Insights would discover them.</summary>
    public static string ToParseCommand(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var stars = string.Join(' ', Enumerable.Repeat('*', format.Fields.Length));
        return $"parse @message \"{stars}\" as {string.Join(", ", format.Fields.Select(field => field.Column))}";
    }

    /// <summary>Returns the field's name within the query.</summary>
    /// <exception cref="FlowLogFormatException">The log format lacks the field.</exception>
    public string Name(FlowField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        format.EnsureContains("The Logs Insights query", field);
        return IsDiscovered ? Discovered[field] : field.Column;
    }

    /// <summary>Returns the <c>filter</c> command for the records that fulfill all the conditions.</summary>
    public string Filter(params IEnumerable<FieldCondition> conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        return "filter " + string.Join(" and ", conditions.Select(Term));
    }

    /// <summary>Returns the <c>filter</c> command for the records that fulfill all the conditions of one of the lists.</summary>
    public string FilterAny(IReadOnlyCollection<IReadOnlyCollection<FieldCondition>> alternatives)
    {
        ArgumentNullException.ThrowIfNull(alternatives);
        return alternatives.Count == 1
            ? Filter(alternatives.Single())
            : "filter " + string.Join(" or ", alternatives.Select(conditions => $"({string.Join(" and ", conditions.Select(Term))})"));
    }

    /// <summary>Returns the whole query: the <c>parse</c> command if the format needs one, then these commands, one on each line.</summary>
    public string Of(params IEnumerable<string> commands) =>
        string.Join("\n| ", ParseCommand is { } parse ? commands.Prepend(parse) : commands);

    string Term(FieldCondition condition)
    {
        var name = Name(condition.Field);
        var tests = condition.Tests.Select(test => Test(condition.Field, name, test)).ToList();
        // AWS does not document whether '-' counts as another number than 6; this excludes it.
        if (condition.Field.IsNumeric && !condition.AnyHolds && condition.Tests.Any(test => test.Comparison is Comparison.NotEqual))
            tests.Add($"{name} != \"-\"");
        else if (condition.TestsBlocks && !condition.AnyHolds)
            tests.Add($"{name} != \"-\"");
        return tests.Count == 1 ? tests[0] : $"({string.Join(condition.AnyHolds ? " or " : " and ", tests)})";
    }

    static string Test(FlowField field, string name, FieldTest test) => test.Comparison switch
    {
        Comparison.Equal => $"{name} = {Literal(field, test.Operand)}",
        Comparison.NotEqual => $"{name} != {Literal(field, test.Operand)}",
        Comparison.Less => $"{name} < {Literal(field, test.Operand)}",
        Comparison.LessOrEqual => $"{name} <= {Literal(field, test.Operand)}",
        Comparison.Greater => $"{name} > {Literal(field, test.Operand)}",
        Comparison.GreaterOrEqual => $"{name} >= {Literal(field, test.Operand)}",
        Comparison.Like => $"{name} like /^{string.Join(".*", test.Operand.Split('*').Select(RegexLiteral))}$/",
        Comparison.Inside => InSubnet(name, test.Operand),
        Comparison.Outside => "not " + InSubnet(name, test.Operand),
        _ => throw new ArgumentOutOfRangeException(nameof(test), test.Comparison, "Not a comparison."),
    };

    static string InSubnet(string name, string block) =>
        $"{(block.Contains(':', StringComparison.Ordinal) ? "isIpv6InSubnet" : "isIpv4InSubnet")}({name}, \"{block}\")";

    static string Literal(FlowField field, string operand) =>
        field.IsNumeric ? operand : $"\"{operand}\"";

    /// <summary>Returns the regular expression of a text, between slashes or in SQL.</summary>
    internal static string RegexLiteral(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ':' || !char.IsAscii(c) ? c.ToString() : "\\" + c));
}
