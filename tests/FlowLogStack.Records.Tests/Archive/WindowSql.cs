using System.Globalization;
using System.Text.RegularExpressions;

namespace FlowLogStack.Records.Tests;

/// <summary>The predicate of a time window, evaluated for a record at a moment as Trino does. Has only the SQL that these predicates contain.</summary>
sealed partial class WindowSql
{
    readonly string[] tokens;
    DateTime now;
    Dictionary<string, object> row = [];
    int at;

    public WindowSql(string sql)
    {
        tokens = [.. Tokens().Matches(sql).Select(match => match.Value)];
        Assert.Equal(sql.Replace(" ", "", StringComparison.Ordinal), string.Concat(tokens).Replace(" ", "", StringComparison.Ordinal));
    }

    public bool Holds(DateTime moment, Dictionary<string, object> record)
    {
        (now, row, at) = (moment, record, 0);
        var holds = Condition();
        while (TryTake("AND"))
            holds &= Condition();
        Assert.Equal(tokens.Length, at);
        return holds;
    }

    bool Condition()
    {
        var left = Sum();
        switch (tokens[at++])
        {
            case ">=":
                return Compare(left, Sum()) >= 0;
            case "<=":
                return Compare(left, Sum()) <= 0;
            case "<":
                return Compare(left, Sum()) < 0;
            case "BETWEEN":
                var from = Compare(left, Sum()) >= 0;
                Take("AND");
                return Compare(left, Sum()) <= 0 && from;
            case "IN":
                Take("(");
                var found = false;
                do
                    found |= Compare(left, Sum()) == 0;
                while (TryTake(","));
                Take(")");
                return found;
            case var word:
                throw new InvalidOperationException($"'{word}' is not a comparison.");
        }
    }

    static int Compare(object left, object right) =>
        left is string text ? string.CompareOrdinal(text, (string)right) : ((double)left).CompareTo((double)right);

    object Sum()
    {
        var value = Product();
        while (true)
        {
            if (TryTake("+"))
                value = Plus(value, Product(), 1);
            else if (TryTake("-"))
                value = Plus(value, Product(), -1);
            else
                return value;
        }
    }

    static object Plus(object value, object other, int sign) => (value, other) switch
    {
        (double a, double b) => a + (sign * b),
        (DateTime moment, (int count, "hour")) => moment.AddHours(sign * count),
        (DateTime moment, (int count, "day")) => moment.AddDays(sign * count),
        (DateTime moment, (int count, "month")) => moment.AddMonths(sign * count),
        _ => throw new InvalidOperationException($"{value} and {other} have no sum."),
    };

    object Product()
    {
        var value = Value();
        while (TryTake("*"))
            value = (double)value * (double)Value();
        return value;
    }

    object Value()
    {
        var word = tokens[at++];
        if (word is "current_timestamp")
            return now;
        if (word is "interval")
            return (int.Parse(tokens[at++].Trim('\''), CultureInfo.InvariantCulture), tokens[at++]);
        if (word[0] == '\'')
            return word.Trim('\'');
        if (char.IsAsciiDigit(word[0]))
            return double.Parse(word, CultureInfo.InvariantCulture);
        if (!TryTake("("))
            return row[word.Trim('"')];
        var first = Sum();
        var second = TryTake(",") ? Sum() : null;
        Take(")");
        return (word, first, second) switch
        {
            ("year", DateTime moment, null) => (double)moment.Year,
            ("month", DateTime moment, null) => (double)moment.Month,
            ("day", DateTime moment, null) => (double)moment.Day,
            ("hour", DateTime moment, null) => (double)moment.Hour,
            ("to_unixtime", DateTime moment, null) => (moment - DateTime.UnixEpoch).TotalSeconds,
            ("date_trunc", "day", DateTime moment) => moment.Date,
            ("date_trunc", "hour", DateTime moment) => moment.Date.AddHours(moment.Hour),
            ("date_format", DateTime moment, "%Y/%m/%d") => moment.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture),
            ("date_format", DateTime moment, "%Y/%m/%d/%H") => moment.ToString("yyyy/MM/dd/HH", CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException($"{word}({first}, {second}) is not a function."),
        };
    }

    bool TryTake(string word)
    {
        if (at == tokens.Length || tokens[at] != word)
            return false;
        at++;
        return true;
    }

    void Take(string word) => Assert.True(TryTake(word), $"'{word}' is missing before '{string.Join(' ', tokens.Skip(at))}'.");

    [GeneratedRegex("""'[^']*'|"\w+"|\w+|>=|<=|[-+*<(),]""")]
    private static partial Regex Tokens();
}
