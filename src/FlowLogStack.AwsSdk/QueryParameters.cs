using System.Globalization;

namespace Amazon;

/// <summary>The parameters of a request that is a form; what is null is left out.</summary>
/// <param name="parameters">Where they go.</param>
/// <param name="prefix">What the names of these begin with.</param>
sealed class QueryParameters(IDictionary<string, string> parameters, string prefix = "")
{
    internal void Add(string name, string? value)
    {
        if (value is not null)
            parameters.Add(prefix + name, value);
    }

    internal void Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    internal void Add(string name, bool? value) => Add(name, value switch { true => "true", false => "false", null => null });

    /// <summary>An instant; one that does not say its zone is taken for UTC.</summary>
    internal void Add(string name, DateTime? value) =>
        Add(name, (value is { Kind: DateTimeKind.Local } local ? local.ToUniversalTime() : value)?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>Texts, numbered from 1.</summary>
    /// <param name="name">What stands before the number.</param>
    /// <param name="values">The texts.</param>
    internal void AddEach(string name, IReadOnlyList<string>? values) => AddEach(name, values, (item, value) => item.Add("", value));

    /// <summary>Structures, numbered from 1.</summary>
    /// <param name="name">What stands before the number.</param>
    /// <param name="values">The structures.</param>
    /// <param name="write">Writes one, given names that begin with its number.</param>
    internal void AddEach<T>(string name, IReadOnlyList<T>? values, Action<QueryParameters, T> write)
    {
        for (var i = 0; i < values?.Count; i++)
            write(new QueryParameters(parameters, $"{prefix}{name}.{i + 1}"), values[i]);
    }

    /// <summary>The parameters of a part.</summary>
    internal QueryParameters Within(string name) => new(parameters, $"{prefix}{name}.");
}
