/**
 * Changes of what Keystatic does, besides its words.
 *
 * A save says what its editor saw: Keystatic knows the files that the form was opened with, and the names of their contents by
 * the list of files that the window has, and sends neither. What is not sent cannot be compared, and two windows would
 * overwrite each other without a word. Nothing that was typed is wiped by what comes back, or by an older draft.
 */
import type { Replacement } from './wording.ts';

const seen = (paths: string) =>
  `base: [...new Set(${paths})].map(path => ({ path, sha: getTreeNodeAtPath(unscopedTree, path)?.entry.sha ?? null }))`;

/** What happened to a save, for the bar of the office in the same page: `office-bar.client.ts`. */
const reported = (name: string, detail: string) =>
  `window.dispatchEvent(new CustomEvent('office:${name}', { detail: ${detail} }));`;

/** Of a save whose content is not right the answer is a list, which stands on top of the form. */
const answered = `if (res.status === 409) ${reported('refused', "res.headers.get('x-refused-save')")}
        if (res.status === 422) {
          const wrong = await res.json();
          ${reported('wrong', 'wrong')}
          setState({ kind: 'idle' });
          return false;
        }`;

/**
 * What a form has to have before it is sent: a name and an address for the file. Everything else is for the office's check, which
 * lets a draft through with what is wrong in it.
 */
const canBeSent = `(() => {
        const { [slugInfo.field]: named } = schema.fields;
        if (clientSideValidateProp({ ...schema, fields: { [slugInfo.field]: named } }, props.state, slugInfo)) return true;
        ${reported('unnamed', '{ field: slugInfo.field }')}
        return false;
      })()`;

/**
 * The draft that the browser kept, or nothing where the file changed since: it would be put over the file with a notice, and
 * what others wrote would be gone at the next save. Decided once for a draft: each save changes the key of the tree.
 */
const current = '(draft && (draft.isStale ??= draft.treeKey !== localTreeKey) ? undefined : draft)';

/** Fragments of Keystatic's source, and what stands in their place. */
export const behaviourChanges: readonly Replacement[] = [
  // A save waits until the office answers: `office/pages/connection.client.ts`.
  {
    find: "const res = await fetch('/api/keystatic/update', {",
    replace: "const res = await window.fetchWhenOpen('/api/keystatic/update', {",
    times: 2,
  },
  {
    find: `contents: base64Encode(addition_3.contents)
            })),
            deletions
          })
        });
        if (!res.ok) {`,
    replace: `contents: base64Encode(addition_3.contents)
            })),
            deletions,
            ${seen('[...(args.initialFiles ?? []), ...additions.map(addition => addition.path)]')}
          })
        });
        ${answered}
        if (res.ok) ${reported('saved', 'null')}
        if (!res.ok) {`,
    times: 1,
  },
  {
    find: `deletions: deletions.map(path_0 => ({
              path: path_0
            }))
          })
        });
        if (!res.ok) {`,
    replace: `deletions: deletions.map(path_0 => ({
              path: path_0
            })),
            ${seen('deletions')}
          })
        });
        ${answered}
        if (res.ok) ${reported('saved', 'null')}
        if (!res.ok) {`,
    times: 1,
  },
  {
    find: '(_draft$state = draft === null || draft === void 0 ? void 0 : draft.state)',
    replace: `(_draft$state = ${current}?.state)`,
    times: 2,
  },
  {
    find: 'useShowRestoredDraftMessage(draft, state, localTreeKey);',
    replace: `useShowRestoredDraftMessage(${current}, state, localTreeKey);
  if (draft?.isStale && !draft.isReported) {
    draft.isReported = true;
    queueMicrotask(() => { ${reported('stale-draft', '{ savedAt: draft.savedAt, files: draft.files }')} });
  }`,
    times: 2,
  },
  {
    find: 'treeKey: stored.beforeTreeKey\n      };',
    replace: 'treeKey: stored.beforeTreeKey,\n        files: stored.files\n      };',
    times: 2,
  },
  // A save changes the key of the form's own files. What was typed while it was under way is not in them: the form keeps it.
  // It is laid aside only when another entry is shown.
  {
    find: `t1 = {
      state: t0,
      localTreeKey
    };`,
    replace: 't1 = { state: t0, localTreeKey, itemSlug: props.itemSlug };',
    times: 1,
  },
  {
    find: `if (localTreeKeyInState !== localTreeKey) {
    setState({
      state: initialState,
      localTreeKey
    });
  }
  let t3;`,
    replace: `if (localTreeKeyInState !== localTreeKey) {
    setState({
      state: t2.itemSlug === props.itemSlug ? state : initialState,
      localTreeKey,
      itemSlug: props.itemSlug
    });
  }
  let t3;`,
    times: 1,
  },
  {
    find: `localTreeKey: state_0.localTreeKey,
        state: stateUpdater(state_0.state)`,
    replace: `...state_0,
        state: stateUpdater(state_0.state)`,
    times: 1,
  },
  {
    find: `t10 = () => {
      setState({
        state: initialState,
        localTreeKey
      });`,
    replace: `t10 = () => {
      setState({
        state: initialState,
        localTreeKey,
        itemSlug: props.itemSlug
      });`,
    times: 1,
  },
  {
    find: `setState({
      localTreeKey,
      state: initialState === null ? getInitialPropsValue(schema) : initialState
    });
  }
  const isCreating`,
    replace: `setState({ localTreeKey, state });
  }
  const isCreating`,
    times: 1,
  },
  {
    find: `if (!clientSideValidateProp(schema, props.state, slugInfo)) {
        setForceValidation(true);`,
    replace: `if (!${canBeSent}) {`,
    times: 2,
  },
  {
    find: 'if (!clientSideValidateProp(schema, props.state, undefined)) {',
    replace: 'if (!schema) {',
    times: 1,
  },
  // What the check finds stands on top of the form, and at the fields: `office/pages/form-check.client.ts`.
  {
    find: `t6 = /*#__PURE__*/jsx("div", {
      className: t2,
      children: t5
    });`,
    replace: `t6 = /*#__PURE__*/jsx("div", {
      className: t2,
      children: jsx("office-field", { field: fieldKey, children: t5 })
    });`,
    times: 1,
  },
  {
    find: `paddingY: RESPONSIVE_PADDING,
        children: /*#__PURE__*/jsx(FormValueContentFromPreviewProps, {
          forceValidation: forceValidation,
          slugField: slugField,
          ...props
        })`,
    replace: `paddingY: RESPONSIVE_PADDING,
        children: jsxs(Fragment, { children: [jsx("office-steps", {}), jsx("office-problems", {}), jsx(FormValueContentFromPreviewProps, {
          forceValidation: forceValidation,
          slugField: slugField,
          ...props
        })] })`,
    times: 1,
  },
  {
    find: `padding: RESPONSIVE_PADDING,
              children: /*#__PURE__*/jsx(InnerFormValueContentFromPreviewProps, {
                forceValidation: forceValidation,
                omitFieldAtPath: contentField.path,
                ...props
              })`,
    replace: `padding: RESPONSIVE_PADDING,
              children: jsxs(Fragment, { children: [jsx("office-steps", {}), jsx("office-problems", {}), jsx(InnerFormValueContentFromPreviewProps, {
                forceValidation: forceValidation,
                omitFieldAtPath: contentField.path,
                ...props
              })] })`,
    times: 1,
  },
  // Whether something is typed that is not saved: the bar says so, and the browser asks before it leaves.
  {
    find: `setHasChanged(hasChangedState);
  }
  return hasChanged;`,
    replace: `setHasChanged(hasChangedState);
  }
  useEffect(() => {
    ${reported('changed', 'hasChanged')}
    return () => { ${reported('changed', 'false')} };
  }, [hasChanged]);
  return hasChanged;`,
    times: 1,
  },
  // The foot of the page is the bar's.
  {
    find: `maxSize: 400,
      height: "100vh",`,
    replace: `maxSize: 400,
      height: "100%",`,
    times: 1,
  },
  // What is wrong with a file whose form cannot be opened: `office/pages/broken-entry.client.ts`.
  {
    find: `jsx(Notice, {
            tone: "critical",
            children: message
          })`,
    replace: 'jsx("office-broken", { message })',
    times: 1,
  },
  {
    find: `jsx(Notice, {
          margin: "xxlarge",
          tone: "critical",
          children: itemData.error.message
        })`,
    replace: 'jsx("office-broken", { message: itemData.error.message })',
    times: 1,
  },
  // A button that shows a picture alone has a name for those who hear it.
  {
    find: `onRemoveKey(item_0.key);
            },
            children:`,
    replace: `onRemoveKey(item_0.key);
            },
            "aria-label": stringFormatter.format('delete') + ' ' + label,
            children:`,
    times: 1,
  },
  {
    find: `marginEnd: entryLayoutPane === 'main' ? undefined : 'medium',
        children: [/*#__PURE__*/jsx(Icon, {
          src: plusIcon`,
    replace: `marginEnd: entryLayoutPane === 'main' ? undefined : 'medium',
        "aria-label": '插入',
        children: [/*#__PURE__*/jsx(Icon, {
          src: plusIcon`,
    times: 2,
  },
  {
    find: `ref: forwardedRef,
      "aria-controls": t0,`,
    // On a phone there is no such pane.
    replace: `ref: forwardedRef,
      "aria-controls": document.getElementById(t0) === null ? undefined : t0,`,
    times: 1,
  },
  // A form is headed by the title of its entry; the slug stands there until the office has said it.
  {
    find: `key: "item",
      label: props.itemSlug
    }];`,
    replace: `key: "item",
      label: jsx("office-title", { role: 'heading', 'aria-level': 1, kind: props.collection, name: props.itemSlug, children: props.itemSlug })
    }];`,
    times: 1,
  },
  {
    find: `t7 = {
      key: "current",
      label: t6
    };`,
    replace: `t7 = {
      key: "current",
      label: jsx("span", { role: 'heading', 'aria-level': 1, children: t6 })
    };`,
    times: 1,
  },
  // What stands outside of every landmark is passed over by whoever goes from one to the next.
  {
    find: `t0 = /*#__PURE__*/jsx(SidebarHeader, {});`,
    replace: `t0 = jsx("div", { role: 'banner', children: jsx(SidebarHeader, {}) });`,
    times: 1,
  },
  // What would be given up is asked about once more.
  {
    find: `{
            onReset();
            break bb28;`,
    replace: `{
            if (window.confirm('放弃没有保存的改动？')) onReset();
            break bb28;`,
    times: 1,
  },
  {
    find: `{
            onReset();
            setForceValidation(false);`,
    replace: `{
            if (!window.confirm('放弃写好的内容，从头再来？')) break bb38;
            onReset();
            setForceValidation(false);`,
    times: 1,
  },
  {
    find: `{
            props.onReset();
            break bb73;`,
    replace: `{
            if (window.confirm('放弃没有保存的改动？')) props.onReset();
            break bb73;`,
    times: 1,
  },
  // The tools of a text stay below the line of steps.
  {
    find: `position: 'sticky',
      top: 0,`,
    replace: `position: 'sticky',
      top: 'var(--office-steps, 0px)',`,
    times: 1,
  },
  // No heading: nothing stands under it.
  {
    find: `children: [/*#__PURE__*/jsx(Text, {
      elementType: "h3",
      align: "center",`,
    replace: `children: [/*#__PURE__*/jsx(Text, {
      elementType: "p",
      align: "center",`,
    times: 1,
  },
  {
    find: `align: "center",
      color: "neutralTertiary",`,
    replace: `align: "center",
      color: "neutralSecondary",`,
    times: 2,
  },
  // A name belongs to something: a star is a picture.
  {
    find: `t3 = /*#__PURE__*/jsx("span", {
      "aria-label": t1,
      children: t2
    });`,
    replace: `t3 = jsx("span", { role: t1 === undefined ? undefined : 'img', "aria-label": t1, children: t2 });`,
    times: 1,
  },
  {
    find: `.\${classes.placeholder} {
    color: \${tokenSchema.color.foreground.neutralTertiary};`,
    replace: `.\${classes.placeholder} {
    color: \${tokenSchema.color.foreground.neutralSecondary};`,
    times: 1,
  },
  // The first page and the lists are the office's own: its server answers with them.
  {
    find: 'if (newUrl.origin !== window.location.origin || !newUrl.pathname.startsWith("/keystatic"))',
    replace:
      'if (newUrl.origin !== window.location.origin || !/^\\/keystatic(?:\\/|$)/.test(newUrl.pathname) || /^\\/keystatic(?:\\/collection\\/[^/]+)?\\/?$/.test(newUrl.pathname))',
    times: 1,
  },
  // The list of blocks lies under the editor's own bar where it opens upwards: half of it could not be chosen.
  {
    find: `...floatingStyles,
      ...styleProps.style`,
    replace: `...floatingStyles,
      zIndex: 3,
      ...styleProps.style`,
    times: 1,
  },
  // A browser that does not let a page copy says so to the page alone.
  {
    find: `'text/html': new Blob([out.html], {
      type: 'text/html'
    })
  })]);`,
    replace: `'text/html': new Blob([out.html], {
      type: 'text/html'
    })
  })]).then(
    () => toastQueue.positive('复制好了，可以粘贴到另一条的表单里', { timeout: 5000 }),
    () => toastQueue.critical('没有复制成功：浏览器不允许写剪贴板', { timeout: 5000 })
  );`,
    times: 1,
  },
  // On a phone a list that opens is as wide as the other fields.
  {
    find: `width: "alias.singleLineWidth",
      zIndex: 0 // create a new stacking context`,
    replace: `width: "100%",
      zIndex: 0`,
    times: 2,
  },
  // react-aria: where a list hides the page behind it by `aria-hidden` before its tray does so by `inert`, the page stays hidden for
  // whoever hears it, on phones for good.
  {
    find: 'if (shouldUseInert && element instanceof windowObj.HTMLElement) element.inert = hidden;',
    replace: `if (shouldUseInert && element instanceof windowObj.HTMLElement) {
            element.inert = hidden;
            if (!hidden) element.removeAttribute('aria-hidden');
        }`,
    times: 2,
  },
];
