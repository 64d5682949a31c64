using System.Globalization;
using System.Text.Json.Nodes;

namespace FlowLogStack.Records;

/// <summary>Validation of metric filters by the recorded and documented rules of <c>PutMetricFilter</c>, so that errors show before a deployment.</summary>
public static class MetricFilterAdmission
{
    /// <summary>Maximum number of metric filters of a log group: 100.</summary>
    public const int MaximumFilters = 100;

    /// <summary>Maximum number of metric filters with regular expressions of a log group: 5.</summary>
    public const int MaximumFiltersWithExpression = 5;

    /// <summary>Maximum number of dimensions of a metric, including system fields: 3.</summary>
    public const int MaximumDimensions = 3;

    const int NameLength = 255;
    const int ValueLength = 100;
    const int CriteriaLength = 2000;

    /// <summary>Returns the problems that the service would report for a metric filter, one clause each; empty for a valid filter.</summary>
    /// <param name="properties">
    /// Properties of <c>AWS::Logs::MetricFilter</c>. Objects in the place of text, such as <c>Ref</c>, are unknown and accepted.
    /// </param>
    public static IReadOnlyList<string> Check(JsonObject properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var problems = new List<string>();
        var filter = new AdmissionProperties(properties, problems);
        CheckPattern(filter);
        var transformations = filter.List("MetricTransformations");
        if (transformations.Count > 1)
            filter.Refuse($"it has {transformations.Count} MetricTransformations, but exactly one is allowed. Add a filter for each");
        if (!filter.Has("MetricTransformations") || (filter.Nested("MetricTransformations") is null && transformations.Count == 0))
            filter.Refuse("it lacks MetricTransformations, of which exactly one is required");
        var fields = filter.Texts("EmitSystemFieldDimensions");
        foreach (var field in fields.OfType<string>().Where(field => !SystemFields.All.Contains(field)))
            filter.Refuse($"EmitSystemFieldDimensions has '{field}', which is not one of {string.Join(", ", SystemFields.All)}");
        CheckCriteria(filter);
        foreach (var transformation in transformations)
            CheckTransformation(transformation, fields.Count);
        return problems;
    }

    static void CheckPattern(AdmissionProperties filter)
    {
        if (filter.Text("FilterPattern") is not { } pattern)
        {
            if (!filter.Has("FilterPattern"))
                filter.Refuse("it lacks a FilterPattern");
            return;
        }

        try
        {
            LogPattern.Parse(pattern);
        }
        catch (LogPatternException e)
        {
            filter.Refuse($"FilterPattern: {e.Message.TrimEnd('.')}");
        }
    }

    static void CheckCriteria(AdmissionProperties filter)
    {
        if (filter.Text("FieldSelectionCriteria") is not { } text)
            return;
        if (text.Length > CriteriaLength)
            filter.Refuse($"FieldSelectionCriteria has {text.Length} characters, but at most {CriteriaLength} are allowed");
        try
        {
            FieldSelection.Parse(text);
        }
        catch (FormatException e)
        {
            filter.Refuse($"FieldSelectionCriteria: {e.Message.TrimEnd('.')}");
        }
    }

    static void CheckTransformation(AdmissionProperties transformation, int systemFields)
    {
        CheckName(transformation, "MetricName");
        CheckName(transformation, "MetricNamespace");
        CheckValue(transformation);
        transformation.Number("DefaultValue");
        transformation.BeOneOf("Unit", MetricUnit.All);
        var dimensions = transformation.List("Dimensions");
        if (dimensions.Count + systemFields > MaximumDimensions)
            transformation.Refuse($"it has {dimensions.Count + systemFields} dimensions{(systemFields > 0 ? ", including system fields" : "")}, but at "
                + $"most {MaximumDimensions} are allowed");
        if (dimensions.Count > 0 && transformation.Has("DefaultValue"))
            transformation.Refuse("it has a DefaultValue and Dimensions, which exclude each other. Remove one of them");
        foreach (var dimension in dimensions)
        {
            if (dimension.Text("Value") is not { } value)
                continue;
            var name = dimension.Text("Key") ?? "";
            if (!value.StartsWith('$') || value.Length < 2)
                transformation.Refuse($"the dimension '{name}' has the value '{value}', which is not a field of the event. Use a field such as $srcaddr");
            else if (value.Contains('*', StringComparison.Ordinal))
                transformation.Refuse($"the dimension '{name}' has the value '{value}', whose wildcard may select several values. Select one");
        }
    }

    static void CheckName(AdmissionProperties transformation, string name)
    {
        if (transformation.Text(name) is not { } text)
        {
            if (!transformation.Has(name))
                transformation.Refuse($"it lacks {name}");
            return;
        }

        if (text.Length is 0 or > NameLength)
            transformation.Refuse($"{name} has {text.Length} characters, but 1 to {NameLength} are allowed");
        var bad = text.FirstOrDefault(c => c is ':' or '*' or '$');
        if (bad != default)
            transformation.Refuse($"{name} is '{text}', but must not contain '{bad}'");
    }

    static void CheckValue(AdmissionProperties transformation)
    {
        if (transformation.Text("MetricValue") is not { } value)
        {
            if (!transformation.Has("MetricValue"))
                transformation.Refuse("it lacks a MetricValue");
            return;
        }

        if (value.Length > ValueLength)
            transformation.Refuse($"MetricValue has {value.Length} characters, but at most {ValueLength} are allowed");
        else if (value.StartsWith('$') && value.Length > 1)
        {
            if (value.Contains('*', StringComparison.Ordinal))
                transformation.Refuse($"MetricValue is '{value}', whose wildcard may select several values. Select one");
        }
        else if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            transformation.Refuse($"MetricValue is '{value}', which is neither a number nor a field of the event such as $bytes");
        }
    }
}
