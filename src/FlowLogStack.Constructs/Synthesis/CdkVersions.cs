using System.Reflection;
using System.Runtime.CompilerServices;
using Amazon.CDK;
using Constructs;

namespace FlowLogStack;

/// <summary>Access by name to CDK members whose signatures differ between versions of CDK 2.x.</summary>
/// <remarks>
/// Newer CDK versions change the type of a property that refers to another resource, from <c>string</c> or <c>IKey</c> to <c>object</c> or
/// <c>IKeyRef</c>. C# source stays valid, but a compiled assembly refers to a setter that no longer exists. The name is the same in all versions.
/// </remarks>
static class CdkVersions
{
    static readonly ConditionalWeakTable<IConstruct, StrongBox<(string Account, string Region)>> Environments = [];

    /// <summary>Sets a property that refers to another resource.</summary>
    /// <param name="props">Properties of a construct.</param>
    /// <param name="property">The name of the property, as <c>nameof</c> returns it.</param>
    /// <param name="value">The value. Null leaves the property out of the template.</param>
    /// <returns><paramref name="props"/>.</returns>
    /// <exception cref="MissingMemberException">The CDK version in use has no such property.</exception>
    public static TProps With<TProps>(this TProps props, string property, object? value)
        where TProps : class
    {
        var setter = typeof(TProps).GetProperty(property) ?? throw Missing(typeof(TProps), "property", property);
        setter.SetValue(props, value, BindingFlags.DoNotWrapExceptions, null, null, null);
        return props;
    }

    /// <summary>Adds a warning with an id, as <c>Annotations.AddWarningV2</c> does. Users acknowledge it by that id.</summary>
    /// <param name="scope">The construct with the warning.</param>
    /// <param name="id">Id of the warning.</param>
    /// <param name="message">The warning.</param>
    /// <exception cref="MissingMemberException">The CDK version in use has no such method.</exception>
    public static void AddWarning(IConstruct scope, string id, string message)
    {
        // Newer versions have optional parameters after these two.
        var method = typeof(Annotations).GetMethods().FirstOrDefault(method => method.Name == nameof(Annotations.AddWarningV2))
            ?? throw Missing(typeof(Annotations), "method", nameof(Annotations.AddWarningV2));
        object?[] arguments = [id, message, .. new object?[method.GetParameters().Length - 2]];
        method.Invoke(Annotations.Of(scope), BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    /// <summary>Adds an aspect, as <c>Aspects.Add</c> does.</summary>
    /// <param name="scope">The construct that the aspect visits, with all its descendants.</param>
    /// <param name="aspect">The aspect.</param>
    /// <exception cref="MissingMemberException">The CDK version in use has no such method.</exception>
    public static void AddAspect(IConstruct scope, IAspect aspect)
    {
        // Newer versions have optional parameters after the aspect.
        var method = typeof(Aspects).GetMethods().FirstOrDefault(method => method.Name == "Add")
            ?? throw Missing(typeof(Aspects), "method", "Add");
        object?[] arguments = [aspect, .. new object?[method.GetParameters().Length - 1]];
        method.Invoke(Aspects.Of(scope), BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    /// <summary>Returns the account and region of a resource from its <c>Env</c>; tokens if they aren't known.</summary>
    /// <param name="resource">The resource.</param>
    /// <exception cref="MissingMemberException">The CDK version in use has no such property.</exception>
    public static (string Account, string Region) EnvironmentOf(IConstruct resource) => Environments.GetValue(resource, static resource =>
    {
        var environment = Get(resource, "Env");
        return new(((string)Get(environment, "Account"), (string)Get(environment, "Region")));
    }).Value;

    /// <summary>Returns the value of a property whose type or declaring type differs between CDK versions.</summary>
    /// <param name="owner">A construct, or another CDK object.</param>
    /// <param name="property">The name of the property, as <c>nameof</c> returns it.</param>
    /// <exception cref="MissingMemberException">The CDK version in use has no such property.</exception>
    public static object Get(object owner, string property)
    {
        // Newer versions declare the property in another interface.
        var types = owner.GetType().GetInterfaces().Prepend(owner.GetType());
        var found = types.SelectMany(type => type.GetProperties()).FirstOrDefault(candidate => candidate.Name == property)
            ?? throw Missing(owner.GetType(), "property", property);
        return found.GetValue(owner, BindingFlags.DoNotWrapExceptions, null, null, null)!;
    }

    /// <summary>Returns the properties of a resource as CDK renders them, with tokens and with names in camel case.</summary>
    /// <param name="resource">The resource.</param>
    /// <exception cref="MissingMemberException">The CDK in use has no such property.</exception>
    public static object PropertiesOf(CfnResource resource)
    {
        const string Properties = "CfnProperties";
        var getter = typeof(CfnResource).GetProperty(Properties, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
            ?? throw Missing(typeof(CfnResource), "property", Properties);
        return getter.GetValue(resource, BindingFlags.DoNotWrapExceptions, null, null, null)!;
    }

    static MissingMemberException Missing(Type type, string kind, string name) =>
        new($"{type.FullName} of {Cdk} has no {kind} {name}. Use a version of Amazon.CDK.Lib that this package was tested with.");

    static string Cdk => typeof(App).Assembly.GetName().Name + " " + typeof(App).Assembly.GetName().Version!.ToString(3);
}
