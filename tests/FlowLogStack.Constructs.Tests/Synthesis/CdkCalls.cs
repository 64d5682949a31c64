using System.Diagnostics;
using System.Reflection;
using Amazon.JSII.Runtime.Deputy;

namespace FlowLogStack.Constructs.Tests.Synthesis;

/// <summary>The calls from .NET to CDK, each with the method of ours that makes it.</summary>
public class CdkCalls : DispatchProxy
{
    const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    readonly List<(string Call, string Caller)> made = [];
    object? client;

    /// <summary>Returns the calls that an action makes.</summary>
    public static IReadOnlyList<(string Call, string Caller)> Of(Action action)
    {
        CdkProcess.EnsureStarted();
        // JSII has this property for its own tests. There is no public way to see the calls.
        var runtime = typeof(DeputyBase).Assembly;
        var container = runtime.GetType("Amazon.JSII.Runtime.Services.ServiceContainer", throwOnError: true)!;
        var type = runtime.GetType("Amazon.JSII.Runtime.Services.IClient", throwOnError: true)!;
        var services = (IServiceProvider)container.GetProperty("ServiceProvider", Statics)!.GetValue(null)!;
        var replacement = container.GetProperty("ServiceProviderOverride", Statics)!;
        var calls = (CdkCalls)Create(type, typeof(CdkCalls));
        calls.client = services.GetService(type);
        replacement.SetValue(null, new Services(services, type, calls));
        try
        {
            action();
        }
        finally
        {
            replacement.SetValue(null, null);
        }

        return calls.made;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod is null || args is not [{ } target, ..])
            throw new NotSupportedException($"JSII makes the call {targetMethod?.Name}, without an object or a type.");
        made.Add(($"{targetMethod.Name} {TypeOf(target)} {(args.Length > 1 ? args[1] as string : null)}", Caller()));
        return targetMethod.Invoke(client, BindingFlags.DoNotWrapExceptions, null, args, null);
    }

    // The reference of an object is its type and its number.
    static string TypeOf(object target) => (target as string ?? target.GetType().GetProperty("Value")?.GetValue(target) as string ?? "").Split('@')[0];

    static string Caller() => new StackTrace().GetFrames().Select(frame => frame.GetMethod()).FirstOrDefault(IsOurs) is { } method
        ? $"{method.DeclaringType}.{method.Name}" : "";

    static bool IsOurs(MethodBase? method) => method?.DeclaringType is { Namespace: { } name } type && type != typeof(CdkCalls)
        && name.StartsWith("FlowLogStack", StringComparison.Ordinal);

    sealed class Services(IServiceProvider others, Type type, object client) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == type ? client : others.GetService(serviceType);
    }
}
