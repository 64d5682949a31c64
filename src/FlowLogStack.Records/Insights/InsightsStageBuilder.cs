namespace FlowLogStack.Records;

/// <summary>Builder of a query's stages. Each command may change the meaning of names in later commands.</summary>
sealed class InsightsStageBuilder(InsightsBinder binder, LogsInsightsOptions options, InsightsEvent events)
{
    readonly List<InsightsExpression> conditions = [];
    readonly List<(string Name, InsightsExpression Expression)> columns = [];
    List<(string Name, InsightsExpression Expression)>? displayed;
    (InsightsExpression Expression, bool IsDescending)[] sortKeys = [];
    InsightsExpression[] dedupKeys = [];
    int? limit;
    InsightsScope scope = InsightsScope.OfEvents(options, events);
    bool isAfterStats;

    internal InsightsStage Build(ReadOnlySpan<InsightsCommand> commands)
    {
        for (var i = 0; i < commands.Length; i++)
        {
            switch (commands[i])
            {
                case InsightsCommand.Filter filter:
                    conditions.Add(binder.Bind(filter.Condition, scope));
                    break;
                case InsightsCommand.Fields fields:
                    foreach (var item in Bind(fields.Items))
                        AddColumn(item);
                    break;
                case InsightsCommand.Display display:
                    displayed = Bind(display.Items);
                    break;
                case InsightsCommand.Glob glob:
                    Take(glob.Aliases, Glob(glob));
                    break;
                case InsightsCommand.Extract extract:
                    Take(extract.Aliases, new InsightsExtraction.Groups(binder.Bind(extract.Source, scope), extract.Expression));
                    break;
                case InsightsCommand.Sort sort:
                    sortKeys = [.. sort.Keys.Select(key => (binder.Bind(key.Node, scope), key.IsDescending))];
                    break;
                case InsightsCommand.Dedup dedup:
                    dedupKeys = [.. dedup.Keys.Select(key => binder.Bind(key, scope))];
                    break;
                case InsightsCommand.Limit rows:
                    limit = rows.Rows;
                    break;
                case InsightsCommand.Stats stats:
                    return Group(stats, commands[(i + 1)..]);
                default:
                    throw new InvalidOperationException($"No stage is made of {commands[i].GetType().Name}.");
            }
        }

        return Answer();
    }

    List<(string Name, InsightsExpression Expression)> Bind(InsightsItem[] items)
    {
        var bound = new List<(string Name, InsightsExpression Expression)>();
        foreach (var item in items)
        {
            var expression = Remember(item.Node, binder.Bind(item.Node, scope));
            scope[item.Column] = expression;
            bound.Add((item.Column, expression));
        }

        return bound;
    }

    void AddColumn((string Name, InsightsExpression Expression) column)
    {
        var index = columns.FindIndex(known => known.Name == column.Name);
        if (index < 0)
            columns.Add(column);
        else
            columns[index] = column;
    }

    static InsightsExpression Remember(InsightsNode node, InsightsExpression expression) =>
        node is InsightsNode.Name ? expression : new InsightsExpression.Remembered(expression);

    InsightsExtraction Glob(InsightsCommand.Glob glob)
    {
        var source = binder.Bind(glob.Source, scope);
        var general = new InsightsExtraction.Glob(source, glob.Pattern);
        var stars = glob.Aliases.Length;
        return source is InsightsExpression.Message && glob.Pattern == string.Join(' ', Enumerable.Repeat('*', stars))
            ? new InsightsExtraction.Split(events.SplitInto(stars), general)
            : general;
    }

    void Take(string[] aliases, InsightsExtraction extraction)
    {
        for (var i = 0; i < aliases.Length; i++)
        {
            // The parse command of a format names fields by their columns, which identifies numbers.
            var isNumber = FlowField.Catalogue.Any(field => field.Column == aliases[i] && field.IsNumeric);
            scope[aliases[i]] = new InsightsExpression.Taken(extraction, i) { IsNumber = isNumber };
        }
    }

    InsightsStage Group(InsightsCommand.Stats stats, ReadOnlySpan<InsightsCommand> rest)
    {
        var after = InsightsScope.OfColumns();
        InsightsExpression[] keys = [.. stats.Groups.Select(group => binder.Bind(group.Node, scope))];
        var (aggregates, names) = (new List<InsightsAggregate>(), new List<(string Name, InsightsExpression Expression)>());
        for (var i = 0; i < keys.Length; i++)
        {
            names.Add((stats.Groups[i].Column, new InsightsExpression.Slot(i) { IsNumber = keys[i].IsNumber }));
            after[names[^1].Name] = names[^1].Expression;
        }

        foreach (var item in stats.Items)
        {
            names.Add((item.Column, binder.BindStatistic(item.Node, scope, after, keys.Length, aggregates)));
            after[names[^1].Name] = names[^1].Expression;
        }

        if (aggregates.Count == 0)
            throw binder.Error(stats.Items[0].Node.Start, "'stats' has no function of many events: write one such as count(*) or sum(bytes), and what to group by behind 'by'.");
        var groups = new InsightsGroups(keys, [.. aggregates]);
        var filters = conditions.ToArray();
        conditions.Clear();
        columns.Clear();
        columns.AddRange(names);
        displayed = null;
        scope = after;
        isAfterStats = true;
        return InsightsStage.Grouping(filters, groups, Build(rest));
    }

    InsightsStage Answer()
    {
        var answered = displayed ?? (columns.Count > 0 ? columns : [("@timestamp", scope.Find("@timestamp")!), ("@message", scope.Find("@message")!)]);
        if (sortKeys.Length == 0 && !isAfterStats)
            sortKeys = [(new InsightsExpression.Timestamp(), IsDescending: true)];
        var rows = new InsightsRows(sortKeys, dedupKeys, [.. answered.Select(column => column.Expression)], limit ?? options.Limit);
        return InsightsStage.Answering(conditions, rows, [.. answered.Select(column => column.Name)]);
    }
}
