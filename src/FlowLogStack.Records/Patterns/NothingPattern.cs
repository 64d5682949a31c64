namespace FlowLogStack.Records;

/// <summary>A pattern that selects no event, such as one on transformed events of a log group without a transformer.</summary>
sealed class NothingPattern(LogPatternKind kind) : PatternBody
{
    internal override LogPatternKind Kind => kind;

    internal override bool IsMatch(ReadOnlySpan<byte> message) => false;

    internal override ValueSource? FindSource(string name, out string whyNot)
    {
        whyNot = "";
        return new ValueSource.Missing();
    }

    internal override string ToSql(EventColumns columns) => "FALSE";
}
