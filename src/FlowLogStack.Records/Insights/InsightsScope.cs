namespace FlowLogStack.Records;

/// <summary>The meaning of names at one place of a query.</summary>
sealed class InsightsScope
{
    const string Custom = "Logs Insights discovers fields only in the default format";

    readonly Dictionary<string, InsightsExpression> names = new(StringComparer.Ordinal);
    readonly FlowLogFormat? format;
    readonly JsonFields? json;

    InsightsScope(FlowLogFormat? format, JsonFields? json) => (this.format, this.json) = (format, json);

    /// <summary>Creates the scope before the first command: fields that CloudWatch Logs adds, and fields that Logs Insights discovers.</summary>
    internal static InsightsScope OfEvents(LogsInsightsOptions options, InsightsEvent events)
    {
        var scope = new InsightsScope(options.RecordFormat, options.Events is LogEventKind.Json ? events.Json : null)
        {
            ["@timestamp"] = new InsightsExpression.Timestamp(),
            ["@message"] = new InsightsExpression.Message(),
            ["@logStream"] = new InsightsExpression.LogStream(),
            ["@log"] = new InsightsExpression.Constant(options.LogGroup is { } group ? InsightsValue.Of(group) : default),
            ["@ingestionTime"] = new InsightsExpression.IngestionTime(),
        };
        if (options.RecordFormat?.Equals(FlowLogFormat.Default) != true)
            return scope;
        foreach (var (field, name) in InsightsQuery.Discovered)
            scope[name] = new InsightsExpression.Discovered(options.Format.IndexOf(field)) { IsNumber = field.IsNumeric };
        return scope;
    }

    /// <summary>Creates the scope after <c>stats</c>, which is empty until its columns are added.</summary>
    internal static InsightsScope OfColumns() => new(null, null);

    /// <summary>Meaning of a name from this place on.</summary>
    internal InsightsExpression this[string name]
    {
        set => names[name] = value;
    }

    internal InsightsExpression? Find(string name)
    {
        if (names.TryGetValue(name, out var known))
            return known;
        // The fields of a JSON event are unknown before it is read, but none of their names begins with '@'.
        return json is null || name.StartsWith('@') ? null : names[name] = new InsightsExpression.Property(json, json.Add(name));
    }

    /// <summary>Returns the reason why a name is unknown, with the nearest known name.</summary>
    internal string Explain(string name)
    {
        var nearest = names.ContainsKey("@" + name) ? "@" + name : Nearest.To(name, names.Keys);
        if (json is not null)
            return $"the field '{name}' does not exist.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}";
        if (format is null)
            return $"'{name}' does not exist after 'stats', which has only the columns {string.Join(", ", names.Keys)}.";
        var field = FlowField.Catalogue.FirstOrDefault(known => known.Name == name || known.Column == name
            || (InsightsQuery.Discovered.TryGetValue(known, out var discovered) && discovered == name));
        if (field is null || names.ContainsKey(field.Column))
            return $"the field '{name}' does not exist.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}";
        if (format.Equals(FlowLogFormat.Default))
            return InsightsQuery.Discovered.TryGetValue(field, out var known) ? $"the field '{name}' does not exist. Did you mean '{known}'?"
                : $"the field '{name}' does not exist, because the default format lacks it.";
        return format.Contains(field)
            ? $"the field '{name}' does not exist. {Custom}, so begin the query with {InsightsQuery.ToParseCommand(format)}."
            : $"the field '{name}' does not exist, because the log format of {format.Fields.Length} fields lacks it.";
    }
}
