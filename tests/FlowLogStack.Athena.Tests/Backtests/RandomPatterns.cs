using System.Globalization;
using System.Text;

namespace FlowLogStack.Athena.Tests;

/// <summary>Seeded filter patterns of the whole grammar of space-delimited and term patterns, with operands from the records.</summary>
sealed class RandomPatterns(FlowLogFormat format, IReadOnlyList<SampleRecord> records, int seed)
{
    const string Operators = "^$?[]{}|\\*+.";

    readonly Random random = new(seed);

    public string Next()
    {
        for (; ; )
        {
            expressions = 0;
            var text = random.Next(8) == 0 ? Terms() : Fields(isShort: false);
            if (text.Length <= LogPattern.MaximumLength)
                return text;
        }
    }

    int expressions;

    /// <summary>Returns a pattern with fewer fields than the records, whose last field takes the rest of the line.</summary>
    public string NextShort()
    {
        for (; ; )
        {
            expressions = 0;
            var text = Fields(isShort: true);
            if (text.Length <= LogPattern.MaximumLength)
                return text;
        }
    }

    string Fields(bool isShort)
    {
        var count = isShort ? 1 + random.Next(format.Fields.Length) : format.Fields.Length + (random.Next(25) == 0 ? Pick(-1, 1) : 0);
        var tested = Enumerable.Range(0, Math.Min(count, format.Fields.Length)).OrderBy(_ => random.Next()).Take(Pick(0, 1, 1, 2, 3)).ToHashSet();
        if (isShort && random.Next(2) == 0)
            tested.Add(count - 1);
        List<string> slots = [.. Enumerable.Range(0, count).Select(position => Slot(position, tested.Contains(position), isShort && position == count - 1))];
        if (!isShort && random.Next(3) == 0)
        {
            // An ellipsis is a run of fields without conditions, or no field.
            var from = random.Next(count);
            var length = Enumerable.Range(from, count - from).TakeWhile(position => !tested.Contains(position)).Count();
            slots.RemoveRange(from, length);
            slots.Insert(from, "...");
        }

        return $"[{string.Join(random.Next(2) == 0 ? ", " : ",", slots)}]";
    }

    string Slot(int position, bool isTested, bool isLast)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"f{position + 1}");
        // The last field takes the rest of the line.
        return isTested ? Conditions(name, () => isLast ? Rest(position) : Value(format.Fields[position])) : random.Next(5) == 0 ? "" : name;
    }

    string Rest(int position) => string.Join(' ', Pick([.. records]).Line(format).Split(' ').Skip(position));

    string Conditions(string name, Func<string> valueOf)
    {
        var condition = new StringBuilder(Condition(name, valueOf()));
        for (var more = Pick(0, 0, 1, 2); more > 0; more--)
            condition.Append(Pick(" && ", " || ", "&&", "||")).Append(Condition(name, valueOf()));
        return condition.ToString();
    }

    string Condition(string name, string value)
    {
        var isEquality = random.Next(3) != 0;
        if (!isEquality)
            return $"{name}{Pick("<", "<=", ">", ">=")}{Number(value)}";
        var sign = Pick("=", "=", "!=");
        return random.Next(6) switch
        {
            0 when expressions++ < 2 => $"{name}{sign}%{Expression(value)}%",
            1 => $"{name}{sign}{Operand(Starred(value))}",
            2 => $"{name}{sign}\"-\"",
            3 => $"{name} {sign} {Number(value)}",
            _ => $"{name}{sign}{Operand(value)}",
        };
    }

    string Terms()
    {
        var terms = Enumerable.Range(0, Pick(1, 1, 2, 3)).Select(_ => Pick("", "", "-", "?") + Term()).ToList();
        return string.Join(' ', terms);
    }

    string Term()
    {
        var value = Value(Pick([.. format.Fields]));
        return random.Next(5) switch
        {
            0 when expressions++ < 2 => $"%{Expression(value)}%",
            // Across the space between two fields.
            1 => Quoted(string.Join(' ', Pick([.. records]).Line(format).Split(' ').Skip(random.Next(format.Fields.Length - 1)).Take(2))),
            2 => Quoted(Part(value)),
            3 => Pick("REJECT", "ACCEPT", "OK", "SKIPDATA", "443", "eni"),
            _ => Quoted(value),
        };
    }

    string Number(string value) => random.Next(6) switch
    {
        0 => Pick("0", "6", "17", "443", "1e3", "4.5", "+6", "-1", "1e30", "0443", "443.0", "9223372036854775807", "99999999999999999999"),
        _ => value.All(char.IsAsciiDigit) ? value : Pick("22", "443", "2000"),
    };

    string Operand(string value) =>
        random.Next(2) == 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '*' or '+' or '-') ? value : Quoted(value);

    static string Quoted(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    string Starred(string value)
    {
        var (from, to) = Range(value);
        return Pick(value[..from] + "*" + value[to..], value[..from] + "*", "*" + value[to..], "*" + value[from..to] + "*");
    }

    string Expression(string value)
    {
        var text = new StringBuilder();
        foreach (var c in Part(value))
        {
            text.Append(
                char.IsAsciiDigit(c) && random.Next(3) == 0 ? Pick("\\d", "[0-9]", "\\w", ".", "[^a-z]")
                : char.IsAsciiLetterOrDigit(c) || ":_#=@/;,- ".Contains(c) ? c.ToString()
                : Operators.Contains(c) ? $"\\{c}"
                : $"\\x{(int)c:X2}");
            if (random.Next(6) == 0)
                text.Append(Pick("+", "*", "?", "{1,3}", "{2}", "+?"));
        }

        return Pick("", "^") + text + Pick("", "$") + Pick("", "", "|^-$", "|\\D\\S$", "|[\\W_]x");
    }

    string Part(string value)
    {
        var (from, to) = Range(value);
        return value[from..to];
    }

    (int From, int To) Range(string value)
    {
        var from = random.Next(value.Length);
        return (from, from + 1 + random.Next(value.Length - from));
    }

    string Value(FlowField field) => Pick([.. records]).Values.GetValueOrDefault(field, "-");

    T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
