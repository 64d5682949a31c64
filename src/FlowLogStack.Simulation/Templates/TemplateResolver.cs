using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.Simulation;

/// <summary>Resolves the intrinsic functions of a template, as far as possible without deploying it.</summary>
/// <remarks>
/// Values known only after deployment, such as generated names, have readable placeholder values that are equal in all references: a resource without
/// a name has its logical id. Values from outside the template, such as a parameter without a default, are reported as problems and replaced by their
/// names. A deployment replaces placeholder values: an unknown value is a problem.
/// </remarks>
sealed class TemplateResolver
{
    // Nesting in the template, plus nesting in the values that are referred to.
    const int MostNested = 2 * TemplateText.MostNested;

    const int MostShown = 80;

    readonly Dictionary<string, JsonElement> parameters;
    readonly Dictionary<string, JsonElement> resources;
    readonly JsonElement? mappings;
    readonly Dictionary<string, (string? Name, List<string> Problems)> names = new(StringComparer.Ordinal);
    readonly HashSet<string> namesUnderway = new(StringComparer.Ordinal);
    readonly IReadOnlyDictionary<string, string> overrides;
    readonly Dictionary<string, string> pseudoParameters;
    readonly TemplateConditions conditions;
    readonly Deployment? deployment;
    readonly ResourceReferences references;
    int depth;

    /// <param name="root">The template.</param>
    /// <param name="name">Name of the template in messages.</param>
    /// <param name="overrides">Values of template parameters.</param>
    /// <param name="deployment">The deployed stack; null for placeholder values.</param>
    /// <exception cref="TemplateException">Conditions refer to themselves.</exception>
    internal TemplateResolver(JsonElement root, string name, IReadOnlyDictionary<string, string> overrides, Deployment? deployment = null)
    {
        this.overrides = overrides;
        this.deployment = deployment;
        Budget = new TemplateBudget(name);
        parameters = MembersOf(root, "Parameters");
        resources = MembersOf(root, "Resources");
        mappings = root.TryGetProperty("Mappings", out var section) && section.ValueKind is JsonValueKind.Object ? section : null;
        references = new ResourceReferences(parameter => TextOf(Reference(parameter, [])), deployment is not null);
        pseudoParameters = PseudoParameters.Of(AlarmTemplate.StackNameOf(name), deployment);
        conditions = new TemplateConditions(MembersOf(root, "Conditions"), this, name);
    }

    /// <summary>The limits on the resolution of the template.</summary>
    internal TemplateBudget Budget { get; }

    /// <summary>The names that <c>--parameter</c> accepts.</summary>
    internal IEnumerable<string> ParameterNames => parameters.Keys.Concat(pseudoParameters.Keys);

    /// <summary>Returns the value of a pseudo parameter, such as <c>AWS::Region</c>; empty if it isn't known.</summary>
    internal string PseudoParameter(string name) => overrides.TryGetValue(name, out var given) ? given : pseudoParameters.GetValueOrDefault(name, "");

    /// <summary>Returns whether a resource is created, according to its condition.</summary>
    /// <exception cref="TemplateException">The condition can't be resolved.</exception>
    internal bool Exists(JsonElement resource, List<string> problems)
    {
        try
        {
            return !resource.TryGetProperty("Condition", out var condition) || conditions.Holds(condition.ToString(), problems);
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw new TemplateException("its condition is malformed", e);
        }
    }

    /// <summary>Returns whether a resource exists, or could exist because its condition isn't valid.</summary>
    internal bool CanExist(JsonElement resource)
    {
        try
        {
            return Exists(resource, []);
        }
        catch (TemplateException)
        {
            return true;
        }
    }

    /// <summary>Resolves a value. Null is <c>AWS::NoValue</c>.</summary>
    /// <param name="value">The value in the template.</param>
    /// <param name="problems">Receives what can't be resolved, with the reasons.</param>
    internal JsonNode? Resolve(JsonElement value, List<string> problems)
    {
        Budget.Step();
        if (depth == MostNested)
        {
            problems.Add($"{Shorten(value)} refers to itself or is nested deeper than {MostNested} levels");
            return Shorten(value);
        }

        depth++;
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.Object => ResolveObject(value, problems),
                JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(item => Resolve(item, problems)).Where(item => item is not null)]),
                JsonValueKind.String => ResolveText(value.GetString()!, problems),
                JsonValueKind.Null => null,
                _ => JsonNode.Parse(value.GetRawText()),
            };
        }
        finally
        {
            depth--;
        }
    }

    /// <summary>Returns a value as text: numbers and booleans as in JSON, lists and objects as JSON.</summary>
    internal static string TextOf(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(),
    };

    /// <summary>Returns a value of the template, shortened for a sentence.</summary>
    internal static string Shorten(JsonElement value)
    {
        const int most = 120;
        const int mostRead = 4096;
        var text = value.GetRawText();
        if (text.Length <= mostRead)
            text = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 1000 })?.ToJsonString() ?? "null";
        return text.Length <= most ? text : text[..most] + "…";
    }

    /// <summary>Returns the name of a resource in references, or its logical id without a name.</summary>
    internal string NameOf(string logicalId, List<string> problems) => KnownName(logicalId, problems) ?? logicalId;

    string ReferredName(string logicalId, List<string> problems) =>
        KnownName(logicalId, problems) ?? (deployment is null ? logicalId
            : throw new TemplateException($"the stack has no resource '{logicalId}', and the template gives it no name"));

    // Each name is resolved once, because names can contain each other.
    string? KnownName(string logicalId, List<string> problems)
    {
        if (deployment?.NameOf(logicalId) is { } deployed)
            return deployed;
        if (!resources.TryGetValue(logicalId, out var resource))
            return null;
        if (!names.TryGetValue(logicalId, out var known))
        {
            if (!namesUnderway.Add(logicalId))
            {
                problems.Add($"the name of '{logicalId}' refers to itself");
                return null;
            }

            try
            {
                var own = new List<string>();
                names[logicalId] = known = (NameIn(resource, own), own);
            }
            finally
            {
                namesUnderway.Remove(logicalId);
            }
        }

        problems.AddRange(known.Problems);
        return known.Name;
    }

    string? NameIn(JsonElement resource, List<string> problems)
    {
        var property = TypeOf(resource) switch
        {
            "AWS::Logs::LogGroup" => "LogGroupName",
            "AWS::CloudWatch::Alarm" or "AWS::CloudWatch::CompositeAlarm" => "AlarmName",
            "AWS::CloudWatch::InsightRule" => "RuleName",
            "AWS::CloudWatch::Dashboard" => "DashboardName",
            "AWS::S3::Bucket" => "BucketName",
            "AWS::Lambda::Function" => "FunctionName",
            "AWS::SQS::Queue" => "QueueName",
            "AWS::Glue::Database" => "Name",
            _ => null,
        };
        if (property is null || !resource.TryGetProperty("Properties", out var properties) || properties.ValueKind is not JsonValueKind.Object)
            return null;
        if (properties.TryGetProperty("DatabaseInput", out var database) && database.ValueKind is JsonValueKind.Object)
            properties = database;
        if (!properties.TryGetProperty(property, out var name))
            return null;
        return TextOf(Resolve(name, problems)) is { Length: > 0 } text ? text : null;
    }

    internal static string? TypeOf(JsonElement resource) =>
        resource.ValueKind is JsonValueKind.Object && resource.TryGetProperty("Type", out var type) ? type.ToString() : null;

    // The exceptions for JSON of another kind than a function requires.
    internal static bool IsMalformed(Exception e) => e is InvalidOperationException or IndexOutOfRangeException or ArgumentException or OverflowException
        || e is FormatException and not TemplateException;

    static Dictionary<string, JsonElement> MembersOf(JsonElement root, string section)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (root.TryGetProperty(section, out var found) && found.ValueKind is JsonValueKind.Object)
        {
            foreach (var member in found.EnumerateObject())
                members[member.Name] = member.Value;
        }

        return members;
    }

    JsonNode? ResolveObject(JsonElement value, List<string> problems)
    {
        var properties = value.EnumerateObject().ToList();
        if (properties is [var only] && (only.Name is "Ref" or "Condition" || only.Name.StartsWith("Fn::", StringComparison.Ordinal)))
        {
            try
            {
                var result = Call(only.Name, only.Value, value, problems);
                if (result is JsonValue text && text.TryGetValue<string>(out var made))
                    Budget.Text(made.Length, () => Shorten(value));
                return result;
            }
            catch (TemplateException e) when (!Budget.IsExceeded)
            {
                problems.Add($"{Shorten(value)} cannot be worked out: {e.Message}");
                return Shorten(value);
            }
            catch (Exception e) when (IsMalformed(e))
            {
                problems.Add($"{Shorten(value)} is malformed");
                return Shorten(value);
            }
        }

        var resolved = new JsonObject();
        foreach (var property in properties)
        {
            if (Resolve(property.Value, problems) is { } node)
                resolved[property.Name] = node;
        }

        return resolved;
    }

    JsonNode? Call(string function, JsonElement argument, JsonElement whole, List<string> problems) => function switch
    {
        "Ref" => Reference(argument.ToString(), problems),
        "Fn::Sub" => Substitute(argument, problems),
        "Fn::Join" => Join(argument, problems),
        "Fn::GetAtt" => Attribute(argument, problems),
        "Fn::FindInMap" => FindInMap(argument, problems),
        "Fn::If" => Choose(argument, problems),
        "Fn::Select" => Select(argument, problems),
        "Fn::Split" => Split(argument, problems),
        "Fn::Base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(TextOf(Resolve(argument, problems)))),
        "Fn::ToJsonString" => Resolve(argument, problems)?.ToJsonString() ?? "null",
        "Fn::Length" => (Resolve(argument, problems) as JsonArray)?.Count ?? throw new TemplateException("its argument is not a list"),
        "Fn::GetAZs" => new JsonArray([.. "abc".Select(zone => JsonValue.Create(pseudoParameters["AWS::Region"] + zone))]),
        "Fn::And" or "Fn::Or" or "Fn::Not" or "Fn::Equals" or "Condition" => conditions.Evaluate(whole, problems),
        "Fn::ImportValue" => throw new TemplateException("another stack exports the value"),
        _ => throw new TemplateException("this function is not known here"),
    };

    static JsonValue? ResolveText(string text, List<string> problems)
    {
        if (text.Contains("{{resolve:", StringComparison.Ordinal))
            problems.Add($"'{text}' is only resolved when the template is deployed");
        return JsonValue.Create(text);
    }

    JsonNode? Reference(string name, List<string> problems)
    {
        if (name == "AWS::NoValue")
            return null;
        if (overrides.TryGetValue(name, out var given))
            return IsList(name) ? new JsonArray([.. given.Split(',').Select(item => JsonValue.Create(item.Trim()))]) : given;
        if (pseudoParameters.TryGetValue(name, out var pseudo))
            return pseudo.Length > 0 ? pseudo : throw new TemplateException($"{name} is not known without the stack; set it with --parameter {name}=VALUE");
        if (parameters.TryGetValue(name, out var parameter))
            return ParameterDefault(name, parameter, problems);
        if (resources.TryGetValue(name, out var resource))
            return references.Of(TypeOf(resource), ReferredName(name, problems));
        if (name == "AWS::NotificationARNs")
            return new JsonArray();
        throw new TemplateException($"the template has neither a parameter nor a resource '{name}'");
    }

    JsonNode ParameterDefault(string name, JsonElement parameter, List<string> problems)
    {
        var type = TypeOf(parameter) ?? "String";
        if (type.StartsWith("AWS::SSM::Parameter::Value", StringComparison.Ordinal))
            problems.Add($"the parameter '{name}' refers to a value in Parameter Store; set it with --parameter {name}=VALUE");
        else if (!parameter.TryGetProperty("Default", out _))
            problems.Add($"the parameter '{name}' has no default; set it with --parameter {name}=VALUE");
        else if (parameter.GetProperty("Default") is var value)
            return IsList(name) ? new JsonArray([.. value.ToString().Split(',').Select(item => JsonValue.Create(item.Trim()))])
                : JsonValue.Create(value.ToString())!;
        return JsonValue.Create(name)!;
    }

    bool IsList(string parameter) =>
        parameters.TryGetValue(parameter, out var definition) && TypeOf(definition) is { } type
            && (type.StartsWith("List<", StringComparison.Ordinal) || type == "CommaDelimitedList");

    JsonValue Substitute(JsonElement argument, List<string> problems)
    {
        var (text, map) = argument.ValueKind is JsonValueKind.Array
            ? (argument[0].ToString(), argument[1])
            : (argument.ToString(), default);
        var result = new StringBuilder();
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf("${", at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                result.Append(text, at, text.Length - at);
                break;
            }

            result.Append(text, at, open - at);
            var name = text[(open + 2)..close].Trim();
            if (!known.TryGetValue(name, out var value))
                known.Add(name, value = name.StartsWith('!') ? "${" + name[1..] + "}" : TextOf(Variable(name, map, problems)));
            result.Append(value);
            Budget.Text(result.Length, () => $"Fn::Sub '{(text.Length <= MostShown ? text : text[..MostShown] + "…")}'");
            at = close + 1;
        }

        return JsonValue.Create(result.ToString());
    }

    JsonNode? Variable(string name, JsonElement map, List<string> problems)
    {
        if (map.ValueKind is JsonValueKind.Object && map.TryGetProperty(name, out var given))
            return Resolve(given, problems);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? Reference(name, problems) : AttributeOf(name[..dot], name[(dot + 1)..], problems);
    }

    JsonValue Join(JsonElement argument, List<string> problems)
    {
        var items = Resolve(argument[1], problems) as JsonArray ?? throw new TemplateException("the value to join is not a list");
        var (between, texts) = (argument[0].ToString(), items.Select(TextOf).ToList());
        Budget.Text(texts.Sum(text => (long)text.Length) + ((long)between.Length * texts.Count), () => Shorten(argument));
        return JsonValue.Create(string.Join(between, texts));
    }

    JsonNode? Attribute(JsonElement argument, List<string> problems)
    {
        if (argument.ValueKind is JsonValueKind.Array)
            return AttributeOf(argument[0].ToString(), TextOf(Resolve(argument[1], problems)), problems);
        var text = argument.ToString();
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? throw new TemplateException("it names no attribute") : AttributeOf(text[..dot], text[(dot + 1)..], problems);
    }

    JsonNode AttributeOf(string logicalId, string attribute, List<string> problems)
    {
        if (!resources.TryGetValue(logicalId, out var resource))
            throw new TemplateException($"the template has no resource '{logicalId}'");
        var (type, name) = (TypeOf(resource), ReferredName(logicalId, problems));
        return references.AttributeOf(type, name, attribute, PathOf(resource, problems))
            ?? (deployment is null ? $"{name}.{attribute}"
                : throw new TemplateException($"the attribute {attribute} of '{logicalId}' is known to the deployment alone"));
    }

    // A role's ARN has its path.
    string PathOf(JsonElement resource, List<string> problems) =>
        resource.TryGetProperty("Properties", out var properties) && properties.ValueKind is JsonValueKind.Object
            && properties.TryGetProperty("Path", out var path) ? TextOf(Resolve(path, problems)) : "/";

    JsonNode? FindInMap(JsonElement argument, List<string> problems)
    {
        var keys = argument.EnumerateArray().Take(3).Select(key => TextOf(Resolve(key, problems))).ToList();
        if (mappings is { } found && keys.Count == 3 && found.TryGetProperty(keys[0], out var map) && map.TryGetProperty(keys[1], out var row)
            && row.TryGetProperty(keys[2], out var value))
            return Resolve(value, problems);
        if (argument.GetArrayLength() == 4 && argument[3].TryGetProperty("DefaultValue", out var fallback))
            return Resolve(fallback, problems);
        throw new TemplateException($"the mappings have no {string.Join(" / ", keys)}");
    }

    JsonNode? Choose(JsonElement argument, List<string> problems) =>
        Resolve(argument[conditions.Holds(argument[0].ToString(), problems) ? 1 : 2], problems);

    JsonNode? Select(JsonElement argument, List<string> problems)
    {
        var index = int.Parse(TextOf(Resolve(argument[0], problems)), CultureInfo.InvariantCulture);
        var items = Resolve(argument[1], problems) as JsonArray ?? throw new TemplateException("the value to select from is not a list");
        return index >= 0 && index < items.Count ? items[index]?.DeepClone()
            : throw new TemplateException($"the list has {items.Count} items, and none at {index}");
    }

    JsonArray Split(JsonElement argument, List<string> problems)
    {
        var items = TextOf(Resolve(argument[1], problems)).Split(argument[0].ToString());
        Budget.Text(items.Length, () => Shorten(argument));
        return new([.. items.Select(item => JsonValue.Create(item))]);
    }
}
