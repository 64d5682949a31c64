namespace FlowLogStack.Records;

/// <summary>Converter of parsed expressions to executable expressions.</summary>
sealed class InsightsBinder(string query, LogsInsightsOptions options)
{
    readonly InsightsValue now = InsightsValue.Of((options.Now ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds());

    internal InsightsExpression Bind(InsightsNode node, InsightsScope scope) => Bind(node, scope, null);

    /// <summary>Binds an expression of <c>stats</c>. Its aggregate functions are added to a list and become slots after the groups.</summary>
    internal InsightsExpression BindStatistic(InsightsNode node, InsightsScope events, InsightsScope columns, int groups, List<InsightsAggregate> aggregates) =>
        Bind(node, columns, call => Aggregate(call, events, groups, aggregates));

    internal InsightsQueryException Error(int start, string message) => new(query, start, message);

    InsightsExpression Bind(InsightsNode node, InsightsScope scope, Func<InsightsNode.Call, InsightsExpression>? aggregate)
    {
        InsightsExpression Inner(InsightsNode inner) => Bind(inner, scope, aggregate);
        return node switch
        {
            InsightsNode.Literal literal => new InsightsExpression.Constant(literal.Value),
            InsightsNode.Name name => scope.Find(name.Text) ?? throw Error(name.Start, aggregate is null ? scope.Explain(name.Text)
                : $"'{name.Text}' differs between events. Use it in a function such as max(), or after 'by'."),
            InsightsNode.Like { Text: { } text } like => new InsightsCondition.Containing(Inner(like.Operand), InsightsExpression.Bytes(text), like.IsNegated),
            InsightsNode.Like like => new InsightsCondition.Matching(Inner(like.Operand), like.Expression!, like.IsNegated),
            InsightsNode.In list => new InsightsCondition.OneOf(Inner(list.Operand), list.Values, list.IsNegated),
            InsightsNode.Unary { Operator: InsightsOperator.Not } not => new InsightsCondition.Not(Inner(not.Operand)),
            InsightsNode.Unary minus => new InsightsExpression.Arithmetic(InsightsOperator.Subtract, new InsightsExpression.Constant(InsightsValue.Of(0L)),
                Inner(minus.Operand)),
            InsightsNode.Binary binary => Binary(binary, Inner(binary.Left), Inner(binary.Right)),
            InsightsNode.Call { Function.IsAggregate: true } call => aggregate!(call),
            InsightsNode.Call call => Call(call, [.. call.Arguments.Select(Inner)], scope),
            _ => throw new InvalidOperationException($"Expressions do not support {node.GetType().Name}."),
        };
    }

    InsightsExpression Call(InsightsNode.Call call, InsightsExpression[] arguments, InsightsScope scope) => call.Function.Kind switch
    {
        InsightsFunctionKind.Bin => new InsightsExpression.Period(
            scope.Find("@timestamp") ?? throw Error(call.Start, "bin() groups events by @timestamp. Move it after 'by'."), call.Period!.Value,
                isCeiling: false),
        InsightsFunctionKind.Date => new InsightsExpression.Period(arguments[0], call.Period!.Value, isCeiling: call.Function.Name == "dateceil"),
        InsightsFunctionKind.Subnet => new InsightsCondition.InSubnet(arguments[0], call.Subnet!.Value),
        InsightsFunctionKind.Now => new InsightsExpression.Constant(now),
        _ => new InsightsExpression.Function(call.Function.Scalar!, arguments),
    };

    InsightsExpression.Slot Aggregate(InsightsNode.Call call, InsightsScope events, int groups, List<InsightsAggregate> aggregates)
    {
        var percent = call.Arguments is [_, InsightsNode.Literal { Value: var literal }] && literal.TryGetNumber(out var number) ? number : 0;
        var argument = call.Arguments.Length > 0 ? Bind(call.Arguments[0], events) : null;
        aggregates.Add(new InsightsAggregate(argument, InsightsStatistic.Of(call.Function.Name, percent)));
        return new InsightsExpression.Slot(groups + aggregates.Count - 1) { IsNumber = argument is { IsNumber: true } };
    }

    static InsightsExpression Binary(InsightsNode.Binary node, InsightsExpression left, InsightsExpression right) => node.Operator switch
    {
        InsightsOperator.And or InsightsOperator.Or => new InsightsCondition.Pair(left, right, node.Operator is InsightsOperator.Or),
        >= InsightsOperator.Equal and <= InsightsOperator.GreaterOrEqual when node.Right is InsightsNode.Literal literal =>
            Compare(node.Operator, left, right, literal.Value),
        >= InsightsOperator.Equal and <= InsightsOperator.GreaterOrEqual when node.Left is InsightsNode.Literal literal =>
            Compare(Mirrored(node.Operator), right, left, literal.Value),
        >= InsightsOperator.Equal and <= InsightsOperator.GreaterOrEqual => new InsightsCondition.Compared(node.Operator, left, right),
        _ => new InsightsExpression.Arithmetic(node.Operator, left, right),
    };

    // Quoted text is equal if its spelling is; numbers and orderings use the value.
    static InsightsCondition Compare(InsightsOperator comparison, InsightsExpression left, InsightsExpression right, in InsightsValue literal)
    {
        if (!literal.IsText)
            return InsightsNumber.TryRead(literal, out var number) ? new InsightsCondition.ComparedWithNumber(comparison, left, number)
                : new InsightsCondition.Compared(comparison, left, right);
        return comparison is InsightsOperator.Equal or InsightsOperator.NotEqual
            ? new InsightsCondition.ComparedWithText(left, literal.Utf8.ToArray(), comparison is InsightsOperator.Equal)
            : new InsightsCondition.Compared(comparison, left, right);
    }

    static InsightsOperator Mirrored(InsightsOperator comparison) => comparison switch
    {
        InsightsOperator.Less => InsightsOperator.Greater,
        InsightsOperator.LessOrEqual => InsightsOperator.GreaterOrEqual,
        InsightsOperator.Greater => InsightsOperator.Less,
        InsightsOperator.GreaterOrEqual => InsightsOperator.LessOrEqual,
        _ => comparison,
    };
}
