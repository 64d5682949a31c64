using System.Globalization;
using System.Text.RegularExpressions;

namespace FlowLogStack.Records;

/// <summary>Parser of a query's commands, which also validates their order.</summary>
sealed class InsightsParser
{
    const int MostStats = 2;
    const int MostRows = 100_000;

    static readonly string[] Commands = ["fields", "display", "filter", "stats", "sort", "limit", "dedup", "parse", "where"];

    static readonly string[] Elsewhere = 
    [
        "pattern", "diff", "unnest", "expand", "lookup", "cidrlookup", "anomaly", "outlier", "filterIndex", "unmask", "SOURCE", "join",
        "appendcols", "addtotals", "accum", "autoregress", "filldown", "fillmissing", "logcompare", "sessionize", "countFrequent",
        "relevantfields", "makeresults", "timeslice",
    ];

    readonly InsightsExpressionParser parser;
    readonly List<InsightsCommand> commands = [];

    InsightsParser(string query) => parser = new InsightsExpressionParser(query);

    internal static InsightsCommand[] Parse(string query)
    {
        var reader = new InsightsParser(query);
        do
            reader.commands.Add(reader.TakeCommand());
        while (reader.parser.TakeIf("|"));
        if (reader.parser.Current.Kind is not InsightsTokenKind.End)
            throw reader.parser.Error($"{reader.parser.Describe()} after the command '{reader.Keyword(reader.commands[^1])}'. Use '|' between commands, ',' "
                + "between arguments, and quotes around text.");
        return [.. reader.commands];
    }

    InsightsCommand TakeCommand()
    {
        var token = parser.Current;
        if (token.Kind is not InsightsTokenKind.Name)
            throw parser.Error($"a command is missing, where {parser.Describe()}. Use one of {string.Join(", ", Commands)}.");
        var name = Commands.FirstOrDefault(token.IsWord) ?? throw parser.Error(Unknown(token.Text));
        CheckPlace(name, token.Start);
        parser.Advance();
        return name switch
        {
            "fields" => new InsightsCommand.Fields(TakeItems("fields"), token.Start),
            "display" => new InsightsCommand.Display(TakeItems("display"), token.Start),
            "filter" or "where" => new InsightsCommand.Filter(parser.Take(), token.Start),
            "stats" => TakeStats(token.Start),
            "sort" => TakeSort(token.Start),
            "limit" => TakeLimit(token.Start),
            "dedup" => new InsightsCommand.Dedup([.. TakeItems("dedup").Select(item => item.Node)], token.Start),
            _ => TakeParse(token.Start),
        };
    }

    static string Unknown(string name)
    {
        if (Elsewhere.FirstOrDefault(command => command.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known)
            return $"the command '{known}' of Logs Insights is not supported here. Remove it, or run the query in Logs Insights.";
        var nearest = Nearest.To(name, Commands);
        return $"'{name}' is not a command of Logs "
            + $"Insights.{(nearest is null ? $" Use one of {string.Join(", ", Commands)}." : $" Did you mean '{nearest}'?")}";
    }

    void CheckPlace(string name, int start)
    {
        if (commands.Any(command => command is InsightsCommand.Dedup) && name != "limit")
            throw parser.Error(start, $"'{name}' follows 'dedup', after which Logs Insights supports only 'limit'. Move it before 'dedup'.");
        var limited = commands.Any(command => command is InsightsCommand.Limit);
        if (limited && name is not ("fields" or "display"))
            throw parser.Error(start, $"'{name}' follows 'limit'. Move it before 'limit'.");
        var sorted = commands.Any(command => command is InsightsCommand.Sort);
        if (sorted && name == "sort")
            throw parser.Error(start, "the query already has 'sort'. Use one 'sort' with all keys, the most important first.");
        if (name != "stats")
            return;
        if (sorted)
            throw parser.Error(start, "'stats' follows 'sort', whose order it does not keep. Move 'sort' after the last 'stats'.");
        if (commands.Count(command => command is InsightsCommand.Stats) == MostStats)
            throw parser.Error(start, $"the query has more than {MostStats} 'stats' commands, the maximum for all log classes. Remove some.");
    }

    InsightsItem[] TakeItems(string command)
    {
        var items = new List<InsightsItem>();
        do
            items.Add(TakeItem(command));
        while (parser.TakeIf(","));
        foreach (var item in items)
            AddColumn(item);
        return [.. items];
    }

    InsightsItem TakeItem(string command)
    {
        var node = parser.Take();
        if (command is not "dedup" && parser.TakeWordIf("as"))
            return new InsightsItem(node, parser.TakeAlias());
        return new InsightsItem(node, node is InsightsNode.Name name ? name.Text : parser.Source(node.Start, node.End).Trim());
    }

    void AddColumn(InsightsItem item)
    {
        if (item.Node is not InsightsNode.Name)
            parser.Columns[InsightsExpressionParser.WithoutSpaces(item.Column)] = item.Column;
    }

    InsightsCommand.Stats TakeStats(int start)
    {
        var (items, groups) = (new List<InsightsItem>(), new List<InsightsItem>());
        parser.TakesAggregates = true;
        do
            items.Add(TakeItem("stats"));
        while (parser.TakeIf(","));
        parser.TakesAggregates = false;
        if (parser.TakeWordIf("by"))
        {
            do
                groups.Add(TakeItem("stats"));
            while (parser.TakeIf(","));
        }

        CheckColumns([.. groups, .. items]);
        parser.IsAfterStats = true;
        parser.Columns.Clear();
        items.ForEach(AddColumn);
        groups.ForEach(AddColumn);
        return new InsightsCommand.Stats([.. items], [.. groups], start);
    }

    void CheckColumns(InsightsItem[] items)
    {
        var columns = new HashSet<string>();
        foreach (var item in items)
        {
            if (!columns.Add(item.Column))
                throw parser.Error(item.Node.Start, $"two columns have the name '{item.Column}'. Use another name with 'as'.");
        }
    }

    InsightsCommand.Sort TakeSort(int start)
    {
        var keys = new List<InsightsSortKey>();
        do
        {
            var key = parser.Take();
            var isDescending = parser.TakeWordIf("desc");
            if (!isDescending)
                parser.TakeWordIf("asc");
            keys.Add(new InsightsSortKey(key, isDescending));
        }
        while (parser.TakeIf(","));
        return new InsightsCommand.Sort([.. keys], start);
    }

    InsightsCommand.Limit TakeLimit(int start)
    {
        var token = parser.Current;
        if (token.Kind is not InsightsTokenKind.Number || !int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            || rows is 0 or > MostRows)
            throw parser.Error($"the number of rows is missing, where {parser.Describe()}. Add a whole number from 1 "
                + $"to {MostRows.ToString("N0", CultureInfo.InvariantCulture)}.");
        parser.Advance();
        return new InsightsCommand.Limit(rows, start);
    }

    InsightsCommand TakeParse(int start)
    {
        InsightsNode source = new InsightsNode.Name("@message", start, start);
        if (parser.Current.Kind is not InsightsTokenKind.Text && !parser.Current.IsSymbol("/"))
        {
            var token = parser.Current;
            if (token.Kind is not (InsightsTokenKind.Name or InsightsTokenKind.QuotedName))
                throw parser.Error($"a field is missing, where {parser.Describe()}. Use a form such as 'parse @message \"* *\" as a, b'.");
            parser.Advance();
            source = new InsightsNode.Name(token.Text, token.Start, token.End);
        }

        return parser.Current.IsSymbol("/") ? TakeExtract(source, start) : TakeGlob(source, start);
    }

    InsightsCommand.Extract TakeExtract(InsightsNode source, int start)
    {
        var at = parser.Current.Start;
        var expression = parser.TakeRegex(out _);
        string[] groups = [.. Groups(expression)];
        if (groups.Length == 0)
            throw parser.Error(at, "the regular expression has no named group, so it extracts no value. Use (?<name>…) for each value.");
        if (!parser.TakeWordIf("as"))
            return new InsightsCommand.Extract(source, expression, groups, start);
        var aliases = TakeAliases(groups.Length, "named groups", at);
        return new InsightsCommand.Extract(source, expression, aliases, start);
    }

    internal static IEnumerable<string> Groups(Regex expression) =>
        expression.GetGroupNames().Where(name => !char.IsAsciiDigit(name[0]));

    InsightsCommand.Glob TakeGlob(InsightsNode source, int start)
    {
        var pattern = parser.Current;
        if (pattern.Kind is not InsightsTokenKind.Text)
            throw parser.Error($"a pattern is missing, where {parser.Describe()}. Add text with '*' in quotes, or a regular expression between slashes.");
        parser.Advance();
        var stars = pattern.Text.AsSpan().Count('*');
        if (stars == 0)
            throw parser.Error(pattern.Start, $"the pattern \"{pattern.Text}\" has no '*', so it extracts no value. Add a '*'.");
        if (pattern.Text.Contains("**", StringComparison.Ordinal))
            throw parser.Error(pattern.Start, $"the pattern \"{pattern.Text}\" has no text between two '*', so the end of the first is undefined. Add text "
                + "between them.");
        if (!parser.TakeWordIf("as"))
            throw parser.Error($"'as' is missing after the pattern, where {parser.Describe()}. Add 'as' and {stars} names.");
        return new InsightsCommand.Glob(source, pattern.Text, TakeAliases(stars, "'*'", pattern.Start), start);
    }

    string[] TakeAliases(int count, string what, int at)
    {
        var aliases = new List<string>();
        do
        {
            var place = parser.Current.Start;
            aliases.Add(parser.TakeAlias());
            if (aliases.IndexOf(aliases[^1]) < aliases.Count - 1)
                throw parser.Error(place, $"the name '{aliases[^1]}' is duplicate. Use a different name for each value.");
        }
        while (parser.TakeIf(","));
        return aliases.Count == count ? [.. aliases]
            : throw parser.Error(at, $"the pattern has {count} {what}, but {aliases.Count} names follow. Use one name for each.");
    }

    string Keyword(InsightsCommand command) => Commands.First(name => parser.Source(command.Start, parser.Current.Start)
        .StartsWith(name, StringComparison.OrdinalIgnoreCase));
}
