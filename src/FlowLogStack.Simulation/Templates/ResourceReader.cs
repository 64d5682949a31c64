using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.Simulation;

/// <summary>A reader of a template's resources with all their properties.</summary>
sealed class ResourceReader(TemplateResolver resolver, JsonElement resources)
{
    internal List<TemplateResource> Read()
    {
        var read = new List<TemplateResource>();
        foreach (var resource in resources.EnumerateObject())
        {
            if (TemplateResolver.TypeOf(resource.Value) is { } type && resolver.CanExist(resource.Value))
                read.Add(Read(resource.Name, type, resource.Value));
        }

        return read;
    }

    // A resource with a condition that can't be resolved is checked.
    TemplateResource Read(string logicalId, string type, JsonElement resource)
    {
        var worked = new JsonObject();
        var unknown = new Dictionary<string, string>(StringComparer.Ordinal);
        if (resource.TryGetProperty("Properties", out var properties) && properties.ValueKind is JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject())
            {
                var problems = new List<string>();
                if (resolver.Resolve(property.Value, problems) is { } node)
                    worked[property.Name] = node;
                if (problems.Count > 0)
                    unknown[property.Name] = string.Join("; ", problems);
            }
        }

        return new TemplateResource(logicalId, type, worked, unknown);
    }
}
