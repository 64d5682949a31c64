using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>A built-in Logs Insights query of flow logs, which is generated for any log format with the required fields.</summary>
public sealed class InsightsQuestion
{
    readonly Func<InsightsQuery, InsightsQuestionOptions, IEnumerable<string>> commands;

    internal InsightsQuestion(string id, string topic, string title, string meaning, ImmutableArray<FlowField> requiredFields, Func<InsightsQuery,
        InsightsQuestionOptions, IEnumerable<string>> commands)
    {
        Id = id;
        Topic = topic;
        Title = title;
        Meaning = meaning;
        RequiredFields = requiredFields;
        this.commands = commands;
    }

    /// <summary>Id in catalogs and construct ids: words in PascalCase, such as <c>BytesByInterface</c>.</summary>
    public string Id { get; }

    /// <summary>Topic, which is the folder of the saved query.</summary>
    public string Topic { get; }

    /// <summary>Name of the saved query.</summary>
    public string Title { get; }

    /// <summary>Description of the result, as one sentence.</summary>
    public string Meaning { get; }

    /// <summary>Fields that a log format requires.</summary>
    public ImmutableArray<FlowField> RequiredFields { get; }

    /// <summary>Whether the query concerns a NAT gateway, whose address is required.</summary>
    public bool NeedsNatGateway { get; internal init; }

    /// <summary>Returns whether the log format has the required fields, and the options have the required networks.</summary>
    public bool CanBeAskedOf(FlowLogFormat format, InsightsQuestionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(format);
        return RequiredFields.All(format.Contains) && (!NeedsNatGateway || options?.NatGateway is not null);
    }

    /// <summary>Returns the query for records of a log format.</summary>
    /// <param name="format">Log format of the log group's records.</param>
    /// <param name="options">Networks of the query. Default: null, private networks and no NAT gateway.</param>
    /// <exception cref="FlowLogFormatException">The log format lacks fields; the message contains all of them and the fix.</exception>
    /// <exception cref="ArgumentException">The query concerns a NAT gateway, and the options have none.</exception>
    public NamedInsightsQuery Of(FlowLogFormat format, InsightsQuestionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(format);
        options ??= new InsightsQuestionOptions();
        format.EnsureContains($"The query '{Title}'", RequiredFields);
        if (NeedsNatGateway && options.NatGateway is null)
            throw new ArgumentException($"The query '{Title}' requires the private address of a NAT gateway. "
                + $"Set {nameof(InsightsQuestionOptions.NatGateway)}.", nameof(options));
        var query = InsightsQuery.For(format);
        return new NamedInsightsQuery(Title, query.Of(commands(query, options)));
    }

    /// <summary>Returns the id.</summary>
    public override string ToString() => Id;
}
