using System.Globalization;
using System.Text.RegularExpressions;

namespace FlowLogStack.Records;

/// <summary>Parser of expressions, from the operator with the lowest precedence, <c>or</c>, to names, numbers, texts and functions.</summary>
sealed class InsightsExpressionParser
{
    const int DeepestNesting = 100;
    const int MostJoined = 1000;

    static readonly string[] Keywords = ["as", "by", "like", "in", "and", "or", "not", "asc", "desc"];

    readonly InsightsLexer lexer;
    int depth;
    int joined;

    internal InsightsExpressionParser(string query)
    {
        lexer = new InsightsLexer(query);
        Current = lexer.Next();
    }

    /// <summary>The next token.</summary>
    internal InsightsToken Current { get; private set; }

    /// <summary>Names of the columns of earlier commands' expressions without an alias, by their text without spaces.</summary>
    internal Dictionary<string, string> Columns { get; } = [];

    /// <summary>Whether the current command supports aggregate functions.</summary>
    internal bool TakesAggregates { get; set; }

    /// <summary>Whether the current command follows <c>stats</c>, so that events and timestamps are unavailable.</summary>
    internal bool IsAfterStats { get; set; }

    internal InsightsNode Take() => TakeOr();

    internal InsightsToken Advance()
    {
        var token = Current;
        Current = lexer.Next();
        return token;
    }

    internal bool TakeIf(string symbol)
    {
        var found = Current.IsSymbol(symbol);
        if (found)
            Advance();
        return found;
    }

    internal bool TakeWordIf(string word)
    {
        var found = Current.IsWord(word);
        if (found)
            Advance();
        return found;
    }

    internal void Require(string symbol, string after)
    {
        if (!TakeIf(symbol))
            throw Error($"'{symbol}' is missing after {after}, where {Describe()}.");
    }

    /// <summary>Reads a name as an alias.</summary>
    internal string TakeAlias()
    {
        if (Current.Kind is not (InsightsTokenKind.Name or InsightsTokenKind.QuotedName) || IsKeyword(Current))
            throw Error($"a name is missing, where {Describe()}. Add one, in backticks if it has characters other than letters, digits, '_', '@' and '.'.");
        return Advance().Text;
    }

    /// <summary>Reads a regular expression between slashes.</summary>
    internal Regex TakeRegex(out int end)
    {
        var token = lexer.Expression(Current.Start);
        Current = lexer.Next();
        end = token.End;
        try
        {
            // Logs Insights supports neither look-around nor back-references, so every expression takes linear time.
            return new Regex(token.Text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw Error(token.Start, e is NotSupportedException
                ? $"the regular expression /{token.Text}/ has look-around or back-references, which Logs Insights does not support. Remove them."
                : $"/{token.Text}/ is not a valid regular expression: {e.Message}");
        }
    }

    internal string Source(int start, int end) => lexer.Query[start..end];

    internal InsightsQueryException Error(string message) => Error(Current.Start, message);

    internal InsightsQueryException Error(int offset, string message) => lexer.Error(offset, message);

    /// <summary>Returns a description of the unexpected token, as the end of a sentence.</summary>
    internal string Describe() => Current.Kind is InsightsTokenKind.End ? "the query ends" : $"'{Source(Current.Start, Current.End)}' is found";

    static bool IsKeyword(InsightsToken token) => Keywords.Any(token.IsWord);

    InsightsNode TakeOr()
    {
        var left = TakeAnd();
        while (TakeWordIf("or"))
            left = Join(InsightsOperator.Or, left, TakeAnd());
        return left;
    }

    InsightsNode TakeAnd()
    {
        var left = TakeNot();
        while (TakeWordIf("and"))
            left = Join(InsightsOperator.And, left, TakeNot());
        return left;
    }

    InsightsNode TakeNot()
    {
        if (!Current.IsWord("not"))
            return TakeComparison();
        Enter();
        var start = Advance().Start;
        var operand = TakeNot();
        depth--;
        return new InsightsNode.Unary(InsightsOperator.Not, operand, start, operand.End);
    }

    InsightsNode TakeComparison()
    {
        var left = TakeSum();
        while (true)
        {
            if (Comparison(Current) is { } comparison)
                left = Compare(left, comparison);
            else if (TakeIf("=~"))
                left = TakeLike(left, isNegated: false, textAllowed: false);
            else if (TakeWordIf("like"))
                left = TakeLike(left, isNegated: false, textAllowed: true);
            else if (TakeWordIf("in"))
                left = TakeIn(left, isNegated: false);
            else if (!TakeWordIf("not"))
                return left;
            else if (TakeWordIf("like"))
                left = TakeLike(left, isNegated: true, textAllowed: true);
            else if (TakeWordIf("in"))
                left = TakeIn(left, isNegated: true);
            else
                throw Error($"'like' or 'in' is missing after 'not', where {Describe()}.");
        }
    }

    InsightsNode.Binary Compare(InsightsNode left, InsightsOperator comparison)
    {
        Advance();
        if (Current.IsSymbol("/"))
            throw Error("a regular expression is valid only after 'like', 'not like' or '=~'.");
        var right = TakeSum();
        foreach (var (moment, text) in new[] { (left, right), (right, left) })
        {
            if (moment is InsightsNode.Name { Text: "@timestamp" } && text is InsightsNode.Literal { Value.IsText: true } literal)
                throw Error(literal.Start, $"Logs Insights does not compare @timestamp with text such as '{literal.Value}'. Compare toMillis(@timestamp) with "
                    + "milliseconds since 1970.");
        }

        return Join(comparison, left, right);
    }

    // Operators joined from the left nest as deeply as parentheses, and are processed recursively in the same way.
    InsightsNode.Binary Join(InsightsOperator operation, InsightsNode left, InsightsNode right) =>
        ++joined <= MostJoined
            ? new InsightsNode.Binary(operation, left, right)
            : throw Error(right.Start, $"the query joins more than {MostJoined} expressions. Use a list with 'in', or a regular expression.");

    static InsightsOperator? Comparison(InsightsToken token) => token.Kind is not InsightsTokenKind.Symbol ? null : token.Text switch
    {
        "=" => InsightsOperator.Equal,
        "!=" => InsightsOperator.NotEqual,
        "<" => InsightsOperator.Less,
        "<=" => InsightsOperator.LessOrEqual,
        ">" => InsightsOperator.Greater,
        ">=" => InsightsOperator.GreaterOrEqual,
        _ => null,
    };

    InsightsNode.Like TakeLike(InsightsNode operand, bool isNegated, bool textAllowed)
    {
        if (Current.IsSymbol("/"))
        {
            var expression = TakeRegex(out var end);
            return new InsightsNode.Like(operand, null, expression, isNegated, end);
        }

        if (!textAllowed || Current.Kind is not InsightsTokenKind.Text)
            throw Error($"{(textAllowed ? "text in quotes or " : "")}a regular expression between slashes is missing, where {Describe()}.");
        var text = Advance();
        return new InsightsNode.Like(operand, text.Text, null, isNegated, text.End);
    }

    InsightsNode.In TakeIn(InsightsNode operand, bool isNegated)
    {
        if (Current.IsSymbol("("))
            throw Error("'in' requires a list in square brackets, as in [22, 3389]. Nested queries are not supported here.");
        Require("[", "'in'");
        var values = new List<InsightsValue>();
        do
        {
            var item = TakeUnary();
            values.Add(item is InsightsNode.Literal literal ? literal.Value
                : throw Error(item.Start, $"'{Source(item.Start, item.End)}' is neither a number nor a text. Use only these in a list."));
        }
        while (TakeIf(","));
        var end = Current.End;
        Require("]", "the list");
        return new InsightsNode.In(operand, [.. values], isNegated, end);
    }

    InsightsNode TakeSum()
    {
        var left = TakeProduct();
        while (Current.IsSymbol("+") || Current.IsSymbol("-"))
            left = Join(Advance().Text == "+" ? InsightsOperator.Add : InsightsOperator.Subtract, left, TakeProduct());
        return left;
    }

    InsightsNode TakeProduct()
    {
        var left = TakeUnary();
        while (Current.IsSymbol("*") || Current.IsSymbol("/") || Current.IsSymbol("%"))
        {
            var symbol = Advance().Text;
            left = Join(symbol == "*" ? InsightsOperator.Multiply : symbol == "/" ? InsightsOperator.Divide : InsightsOperator.Remainder, left, TakeUnary());
        }

        return left;
    }

    InsightsNode TakeUnary()
    {
        if (!Current.IsSymbol("-"))
            return TakePower();
        Enter();
        var start = Advance().Start;
        var operand = TakeUnary();
        depth--;
        return operand is InsightsNode.Literal { Value.IsText: false } number && InsightsNumber.TryRead(number.Value, out var value)
            ? new InsightsNode.Literal(InsightsNumber.Subtract(new InsightsNumber(0L), value).ToValue(), start, operand.End)
            : new InsightsNode.Unary(InsightsOperator.Negate, operand, start, operand.End);
    }

    InsightsNode TakePower()
    {
        var left = TakePrimary();
        if (!TakeIf("^"))
            return left;
        Enter();
        var right = TakeUnary();
        depth--;
        return new InsightsNode.Binary(InsightsOperator.Power, left, right);
    }

    InsightsNode TakePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case InsightsTokenKind.Number:
                Advance();
                return new InsightsNode.Literal(Number(token), token.Start, token.End);
            case InsightsTokenKind.Text:
                Advance();
                return new InsightsNode.Literal(InsightsValue.Of(token.Text), token.Start, token.End);
            case InsightsTokenKind.QuotedName:
                Advance();
                return new InsightsNode.Name(token.Text, token.Start, token.End);
            case InsightsTokenKind.Name when !IsKeyword(token):
                Advance();
                return Current.IsSymbol("(") ? TakeCall(token) : new InsightsNode.Name(token.Text, token.Start, token.End);
            case InsightsTokenKind.Symbol when token.Text == "(":
                return TakeParentheses();
            case InsightsTokenKind.Period:
                throw Error($"'{token.Text}' is not valid here. Use periods in bin(), datefloor() and dateceil(), and put text in quotes.");
            default:
                throw Error($"a field, a number, a text or a function is missing, where {Describe()}.");
        }
    }

    InsightsNode TakeParentheses()
    {
        Enter();
        Advance();
        var inner = TakeOr();
        Require(")", "the expression in parentheses");
        depth--;
        return inner;
    }

    InsightsValue Number(InsightsToken token)
    {
        if (long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
            return InsightsValue.Of(whole);
        var real = InsightsValue.Of(double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture));
        return real.IsNone ? throw Error(token.Start, $"'{token.Text}' is too large for a number.") : real;
    }

    void Enter()
    {
        if (++depth > DeepestNesting)
            throw Error($"more than {DeepestNesting} expressions are nested. Use several commands.");
    }

    InsightsNode TakeCall(InsightsToken name)
    {
        if (!InsightsFunctions.ByName.TryGetValue(name.Text, out var function))
            throw Error(name.Start, Unknown(name.Text));
        Enter();
        Advance();
        var (wasTaking, arguments, period, subnet) = (TakesAggregates, new List<InsightsNode>(), (InsightsPeriod?)null, (InsightsSubnet?)null);
        TakesAggregates = TakesAggregates && !function.IsAggregate;
        if (function.Name == "count" && TakeIf("*"))
            arguments = [];
        else if (function.Kind is InsightsFunctionKind.Bin)
            period = TakePeriod(function);
        else if (!Current.IsSymbol(")"))
        {
            arguments.Add(TakeOr());
            while (TakeIf(","))
            {
                if (function.Kind is InsightsFunctionKind.Date)
                    period = TakePeriod(function);
                else if (function.Kind is InsightsFunctionKind.Subnet)
                    subnet = TakeSubnet(function);
                else
                    arguments.Add(TakeOr());
            }
        }

        var end = Current.End;
        Require(")", $"the arguments of {function.Name}");
        depth--;
        TakesAggregates = wasTaking;
        return Checked(new InsightsNode.Call(function, [.. arguments], period, subnet, name.Start, end));
    }

    InsightsNode Checked(InsightsNode.Call call)
    {
        var function = call.Function;
        // The column of an earlier command has the text of its expression as its name, unless the text is an aggregate here.
        if (!(function.IsAggregate && TakesAggregates) && Columns.TryGetValue(WithoutSpaces(Source(call.Start, call.End)), out var column))
            return new InsightsNode.Name(column, call.Start, call.End);
        var count = call.Arguments.Length + (call.Period is null ? 0 : 1) + (call.Subnet is null ? 0 : 1);
        if (count < function.Fewest || count > function.Most)
            throw Error(call.Start, $"{function.Name} requires {function.Arity}, but has {count}.");
        if (function.IsAggregate && !TakesAggregates)
            throw Error(call.Start, $"{function.Name} aggregates events. Use it in 'stats', outside other such functions.");
        if (function.Kind is InsightsFunctionKind.Bin && IsAfterStats)
            throw Error(call.Start, "bin() groups events by @timestamp, which is unavailable after 'stats'. Use the column, or dateceil() or datefloor() "
                + "of a column.");
        if (function.Name is "earliest" or "latest" && IsAfterStats)
            throw Error(call.Start, $"{function.Name} depends on @timestamp, which is unavailable after 'stats'. Use sortsFirst or sortsLast of a column.");
        if (function.Name is "pct" && (call.Arguments[1] is not InsightsNode.Literal { Value: var percent } || !percent.TryGetNumber(out var number)
            || number is < 0 or > 100))
            throw Error(call.Arguments[1].Start, $"'{Source(call.Arguments[1].Start, call.Arguments[1].End)}' is not a valid percentage. Use a number "
                + "from 0 to 100.");
        return call;
    }

    InsightsPeriod TakePeriod(InsightsFunction function)
    {
        if (Current.Kind is not InsightsTokenKind.Period || !InsightsPeriod.TryParse(Current.Text, out var period))
            throw Error($"a period is missing in {function.Name}, where {Describe()}. Add a whole number and a unit, as in 5m or 1h.");
        Advance();
        return period;
    }

    InsightsSubnet TakeSubnet(InsightsFunction function)
    {
        if (Current.Kind is not InsightsTokenKind.Text || !Current.Text.Contains('/', StringComparison.Ordinal)
            || !AddressRange.TryParse(Current.Text, out var subnet))
            throw Error($"a subnet in quotes is missing in {function.Name}, where {Describe()}. Add a CIDR block, as in \"10.0.0.0/8\".");
        var isVersion6 = Current.Text.Contains(':', StringComparison.Ordinal);
        if (function.Name != "isIpInSubnet" && isVersion6 != (function.Name == "isIpv6InSubnet"))
            throw Error($"'{Current.Text}' is a subnet of the other IP version. Use {(isVersion6 ? "isIpv6InSubnet" : "isIpv4InSubnet")}.");
        Advance();
        return new InsightsSubnet(subnet, isVersion6);
    }

    static string Unknown(string name)
    {
        if (InsightsFunctions.Elsewhere.TryGetValue(name, out var known))
            return $"the function {known} of Logs Insights is not supported here. Remove it, or run the query in Logs Insights.";
        if (name.Equals("median", StringComparison.OrdinalIgnoreCase))
            return "Logs Insights does not have a median function. Use pct(field, 50).";
        var nearest = Nearest.To(name, InsightsFunctions.ByName.Keys);
        return $"'{name}' is not a function of Logs Insights.{(nearest is null ? "" : $" Did you mean '{InsightsFunctions.ByName[nearest].Name}'?")}";
    }

    internal static string WithoutSpaces(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
