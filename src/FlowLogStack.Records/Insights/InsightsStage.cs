namespace FlowLogStack.Records;

/// <summary>The commands of a query up to a <c>stats</c> or the end: which events pass, and what becomes of them.</summary>
sealed class InsightsStage
{
    readonly InsightsExpression[] conditions;
    readonly InsightsGroups? groups;
    readonly InsightsStage? next;
    readonly InsightsRows? rows;

    InsightsStage(InsightsExpression[] conditions, InsightsGroups groups, InsightsStage next)
    {
        this.conditions = conditions;
        this.groups = groups;
        this.next = next;
        Columns = next.Columns;
    }

    InsightsStage(InsightsExpression[] conditions, InsightsRows rows, string[] columns)
    {
        this.conditions = conditions;
        this.rows = rows;
        Columns = columns;
    }

    /// <summary>The names of the columns that the query answers.</summary>
    internal string[] Columns { get; }

    /// <summary>Makes what runs of a query, for events of one format.</summary>
    internal static InsightsStage Of(string query, InsightsCommand[] commands, LogsInsightsOptions options, InsightsEvent events) =>
        new InsightsStageBuilder(new InsightsBinder(query, options), options, events).Build(commands);

    internal static InsightsStage Grouping(IEnumerable<InsightsExpression> conditions, InsightsGroups groups, InsightsStage next) => new([.. conditions], groups, next);

    internal static InsightsStage Answering(IEnumerable<InsightsExpression> conditions, InsightsRows rows, string[] columns) => new([.. conditions], rows, columns);

    /// <summary>Takes an event, or a group of some.</summary>
    /// <returns>Whether it passed the stage's filters.</returns>
    internal bool Add(InsightsEvent from)
    {
        foreach (var condition in conditions)
        {
            if (condition.IsTrue(from) != true)
                return false;
        }

        groups?.Add(from);
        rows?.Add(from);
        return true;
    }

    internal InsightsValue[][] Complete(InsightsEvent from)
    {
        if (groups is null)
            return rows!.Complete();
        foreach (var slots in groups.Rows())
        {
            from.Look(slots);
            next!.Add(from);
        }

        return next!.Complete(from);
    }
}
