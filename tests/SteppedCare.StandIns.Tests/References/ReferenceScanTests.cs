using Microsoft.CodeAnalysis;

namespace SteppedCare.StandIns.Tests.References;

/// <summary>The scanner itself: what a newer library takes away is reported, one thing at a time.</summary>
public sealed class ReferenceScanTests
{
    private const string Library = """
        using System;
        using System.Threading.Tasks;
        namespace Lib;
        public interface IReader<out T> { T Current { get; } Task<bool> MoveNext(int n); }
        public abstract class Call<T>
        {
            public int Count;
            public T Value => default;
            public virtual void Begin(T with) { }
            protected abstract Task<T> EndCore();
            public static Call<T> Make(T from) => null;
            public class Part { }
        }
        public class Plain { public void Do(string what) { } }
        public class Derived : Plain { }
        """;

    private const string User = """
        using System.Threading.Tasks;
        using Lib;
        public sealed class Numbers<T> : IReader<T>
        {
            public T Current => default;
            Task<bool> IReader<T>.MoveNext(int n) => Task.FromResult(n > 0);
        }
        public sealed class MyCall : Call<string>
        {
            public override void Begin(string with) { Count++; new Derived().Do(Value); }
            protected override Task<string> EndCore() => Task.FromResult("");
            public override string ToString() => typeof(Part).Name + Make("") + new Numbers<int>().Current;
        }
        """;

    [Fact]
    public void An_unchanged_library_lacks_nothing()
    {
        var scan = Scan(Library);

        Assert.Empty(scan.Missing);
        Assert.InRange(scan.Checked, 15, 60);
    }

    [Fact]
    public void A_new_member_does_no_harm() => Assert.Empty(Scan(With("public class Plain {", "public class Plain { public int More;")).Missing);

    [Fact]
    public void A_member_that_moved_to_its_base_is_found() =>
        Assert.Empty(Scan(With("public class Plain {", "public class Plain : Root { } public class Root {")).Missing);

    [Theory]
    [InlineData("public static Call<T> Make(T from) => null;", "", "Lib.Call`1: static Lib.Call`1<!0> Make(!0)")]
    [InlineData("Make(T from)", "Make(T from, int n = 0)", "Lib.Call`1: static Lib.Call`1<!0> Make(!0)")]
    [InlineData("public static Call<T> Make", "internal static Call<T> Make", "Lib.Call`1: static Lib.Call`1<!0> Make(!0)")]
    [InlineData("public int Count;", "public long Count;", "Lib.Call`1: field Int32 Count")]
    [InlineData("public void Do(string what)", "public void Do(object what)", "Lib.Plain: Void Do(String)")]
    [InlineData("public class Part", "public class Piece", "type Lib.Call`1/Part")]
    [InlineData("public class Derived", "internal class Derived", "type Lib.Derived")]
    [InlineData("public virtual void Begin(T with)", "public virtual void Begin(T with, int n)", "MyCall overrides Void Begin(String)")]
    [InlineData("public virtual void Begin", "public void Begin", "MyCall overrides Void Begin(String)")]
    [InlineData(
        "protected abstract Task<T> EndCore();",
        "protected abstract Task<T> EndCore(); public abstract void New(T it);",
        "MyCall lacks Lib.Call`1: Void New(String)")]
    [InlineData(
        "Task<bool> MoveNext(int n);",
        "Task<bool> MoveNext(int n); T Last();",
        "Numbers`1 lacks Lib.IReader`1: !0 Last()")]
    [InlineData(
        "Task<bool> MoveNext(int n);",
        "Task<bool> MoveNext(long n);",
        "Numbers`1 lacks Lib.IReader`1: System.Threading.Tasks.Task`1<Boolean> MoveNext(Int64)")]
    public void What_a_library_took_away_is_reported(string before, string after, string reported) => Assert.Contains(reported, Scan(With(before, after)).Missing);

    private static string With(string before, string after)
    {
        Assert.Contains(before, Library, StringComparison.Ordinal);
        return Library.Replace(before, after, StringComparison.Ordinal);
    }

    private static ReferenceScan Scan(string changed)
    {
        using var user = Compiled.Image("User", User, MetadataReference.CreateFromImage(Compiled.From("Lib", Library)));
        using var library = Compiled.Image("Lib", changed);
        return ReferenceScan.Of(user, library);
    }
}
