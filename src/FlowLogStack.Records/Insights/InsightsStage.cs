namespace FlowLogStack.Records;

/// <summary>A stage of a query: the commands up to a <c>stats</c> or the end.</summary>
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

    /// <summary>Names of the result's columns.</summary>
    internal string[] Columns { get; }

    /// <summary>Creates the stages of a query for events of one format.</summary>
    internal static InsightsStage Of(string query, InsightsCommand[] commands, LogsInsightsOptions options, InsightsEvent events) =>
        new InsightsStageBuilder(new InsightsBinder(query, options), options, events).Build(commands);

    internal static InsightsStage Grouping(IEnumerable<InsightsExpression> conditions, InsightsGroups groups, InsightsStage next) =>
        new([.. conditions], groups, next);

    internal static InsightsStage Answering(IEnumerable<InsightsExpression> conditions, InsightsRows rows, string[] columns) =>
        new([.. conditions], rows, columns);

    /// <summary>Adds an event, or a group of events.</summary>
    /// <returns>Whether it passed the filters of the stage.</returns>
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
